package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;

/**
 * The output an input spends, carried in full by the input (SC of spec/01 §4.2).
 *
 * @param sourceId mux id of the transaction that made the output
 * @param sourcePosition index of the output in that transaction
 * @param suffix bytes behind the known fields, normally none
 */
public record SpendCommitment(
    Hash sourceId, AssetAmount value, long sourcePosition, Program program, Bytes suffix) {

  /** A commitment as every honest sender writes it: without a suffix. */
  public static SpendCommitment of(
      Hash sourceId, AssetAmount value, long sourcePosition, Bytes controlProgram) {
    return new SpendCommitment(
        sourceId, value, sourcePosition, Program.of(controlProgram), Bytes.EMPTY);
  }
}
