/**
 * Benchmarks: {@code bystack bench core} runs the JMH benchmarks of this package in JVMs of their
 * own, {@code bench mainchain} and {@code bench sidechain} drive whole chains in this process.
 * Figures mean something only with the conditions printed beside them; {@code docs/benchmarks.md}
 * keeps the measured ones. Start reading at {@link io.bystack.cli.bench.CoreBenchCommand}.
 */
package io.bystack.cli.bench;
