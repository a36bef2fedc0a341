/**
 * Checks recorded sessions and light-client exchanges against our answers, on a chain that consists
 * of the recorded blocks.
 */
package io.bystack.core.sync.vectors;
