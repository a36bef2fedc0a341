/**
 * What a process counts and measures of itself, and how it is shown to Prometheus. Knows nothing of
 * chains: each part registers its own names. Begin with {@link io.bystack.core.metrics.Metrics}.
 */
package io.bystack.core.metrics;
