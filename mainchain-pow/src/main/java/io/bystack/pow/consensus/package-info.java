/**
 * The rules of the proof-of-work chain as pure functions, and their composition into the object the
 * chain engine works with (spec/03 §§1–9). Start with {@link io.bystack.pow.consensus.PowProtocol};
 * one class per rule.
 */
package io.bystack.pow.consensus;
