package io.bystack.core.validation;

import java.util.Optional;

/** The gas account of one transaction under validation (spec/02 §7.2). */
public final class GasState {
  private final GasSchedule schedule;
  private long btmValue;
  private long left;
  private long used;
  private long storage;
  private boolean valid;

  GasState(GasSchedule schedule) {
    this.schedule = schedule;
  }

  /** Opens the account with the surplus of BTM and the transaction's size in bytes. */
  void open(long surplus, long size) throws TxException {
    if (surplus < 0) {
      throw TxException.of(TxRule.GAS_CALCULATE, "", "BTM outputs exceed BTM inputs");
    }
    btmValue = surplus;
    long granted = schedule.creditIsGranted() ? schedule.defaultCredit() : 0;
    left = Math.min(surplus / schedule.vmGasRate() + granted, schedule.maxTransactionGas());
    storage = size * schedule.storageGasRate();
  }

  /** A program has left this much. */
  void use(long remaining) throws TxException {
    used += left - remaining;
    left = remaining;
    if (!valid && (used > schedule.defaultCredit() || storage > left)) {
      throw TxException.of(TxRule.OVER_GAS_CREDIT);
    }
  }

  /** Takes the price of the bytes; from here on the fee is secured. */
  void secure() throws TxException {
    left -= storage;
    if (left < 0) {
      throw TxException.of(TxRule.GAS_CALCULATE, "", "too little gas for the bytes");
    }
    used += storage;
    valid = true;
  }

  /** Nothing is charged for the bytes any more (coinbase, peg-in). */
  public void waiveStorage() {
    storage = 0;
  }

  /** Takes back that the fee is secured. */
  public void invalidate() {
    valid = false;
  }

  long left() {
    return left;
  }

  TxVerdict verdict(TxError error, boolean heightBound) {
    return new TxVerdict(
        valid, used, left, btmValue, storage, Optional.ofNullable(error), heightBound);
  }
}
