/**
 * Tensority, the proof-of-work function of the main chain (spec/03 §3): pure functions of a header
 * hash and a seed, fast enough to verify every block. Start with {@link
 * io.bystack.pow.tensority.Tensority}. Uses only {@code core.bytes} and {@code core.hash}.
 */
package io.bystack.pow.tensority;
