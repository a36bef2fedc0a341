package io.bystack.core.consensus;

/**
 * The expensive part of a header's check with all it needs inside: a Tensority evaluation, block
 * signatures. Pure; may be verified on any thread, long before the block's turn.
 */
@FunctionalInterface
public interface Proof {
  void verify() throws RuleViolation;
}
