package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;

/**
 * Locks its value as votes for a consensus node of the side chain.
 *
 * @param vote extended public key of the node; 64 bytes by validation, not by decoding
 */
public record VoteOutput(Bytes vote, AssetAmount value, Program program, OutputSuffixes suffixes)
    implements TxOutput {
  public VoteOutput(Bytes vote, AssetAmount value, Bytes controlProgram) {
    this(vote, value, Program.of(controlProgram), OutputSuffixes.NONE);
  }

  @Override
  public boolean hasSuffix() {
    return !suffixes.isEmpty();
  }
}
