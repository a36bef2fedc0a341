package io.bystack.core.consensus;

import io.bystack.core.bytes.Hash;
import io.bystack.core.model.TxStatus;
import java.util.List;

/**
 * What the engine has found out about a block's body before the chain's own body rules run.
 *
 * @param outcomes one per transaction, in order; ends early at the first that is invalid
 * @param status computed flags; shorter if the outcomes are
 * @param transactionRoot Merkle root of the transactions as they are
 * @param statusRoot Merkle root of {@code status}
 */
public record BodyFacts(
    List<TxOutcome> outcomes, TxStatus status, Hash transactionRoot, Hash statusRoot) {
  public BodyFacts {
    outcomes = List.copyOf(outcomes);
  }
}
