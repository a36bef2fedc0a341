package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;

/** Hands its value over to the main chain (peg-out); never spendable on the side chain. */
public record CrossChainOutput(AssetAmount value, Program program, OutputSuffixes suffixes)
    implements TxOutput {
  public CrossChainOutput(AssetAmount value, Bytes controlProgram) {
    this(value, Program.of(controlProgram), OutputSuffixes.NONE);
  }

  @Override
  public boolean hasSuffix() {
    return !suffixes.isEmpty();
  }
}
