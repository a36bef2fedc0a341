package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;

/** An output to be spent on the same side chain. */
public record IntraChainOutput(AssetAmount value, Program program, OutputSuffixes suffixes)
    implements TxOutput {
  public IntraChainOutput(AssetAmount value, Bytes controlProgram) {
    this(value, Program.of(controlProgram), OutputSuffixes.NONE);
  }

  @Override
  public boolean hasSuffix() {
    return !suffixes.isEmpty();
  }
}
