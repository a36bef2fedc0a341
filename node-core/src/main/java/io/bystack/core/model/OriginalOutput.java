package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;

/**
 * The main chain's only kind of output. With an asset version other than 1 all its content is
 * suffix and value and program are absent.
 */
public record OriginalOutput(long assetVersion, AssetAmount value, Program program, Bytes suffix)
    implements TxOutput {
  public OriginalOutput(AssetAmount value, Bytes controlProgram) {
    this(1, value, Program.of(controlProgram), Bytes.EMPTY);
  }

  @Override
  public boolean hasSuffix() {
    return !suffix.isEmpty();
  }
}
