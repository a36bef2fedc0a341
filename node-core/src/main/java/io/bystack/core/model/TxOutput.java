package io.bystack.core.model;

/** One output of a transaction (spec/01 §4.4, §4.5). Which kinds exist depends on the chain. */
public sealed interface TxOutput
    permits OriginalOutput, IntraChainOutput, CrossChainOutput, VoteOutput {

  /** 1 for every output with a meaning. */
  default long assetVersion() {
    return 1;
  }

  AssetAmount value();

  /** The program that controls the output. */
  Program program();

  /** Whether what it carries is destroyed; comes before the kind of the output (spec/01 §5.3). */
  default boolean isRetirement() {
    return program().isRetirement();
  }

  /** Whether any suffix of the output is not empty. */
  boolean hasSuffix();
}
