package io.bystack.dpos.produce;

import io.bystack.core.bytes.Bytes;
import java.util.Optional;

/**
 * What the operator has decided about production.
 *
 * @param rewardProgram control program for the rewards; production waits for one
 * @param note bytes put into each coinbase behind the height
 * @param gate limits of the gate
 * @param sealAheadMs how long before its timestamp a block is closed and sent, milliseconds
 * @param fillEveryMs how often transactions that have come are taken into the template,
 *     milliseconds
 */
public record ProducerSettings(
    Optional<Bytes> rewardProgram,
    Bytes note,
    GatePolicy gate,
    long sealAheadMs,
    long fillEveryMs) {

  public static ProducerSettings of(Bytes rewardProgram, GatePolicy gate) {
    return new ProducerSettings(Optional.of(rewardProgram), Bytes.EMPTY, gate, 100, 50);
  }
}
