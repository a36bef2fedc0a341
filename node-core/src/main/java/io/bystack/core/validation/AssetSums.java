package io.bystack.core.validation;

import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.AssetId;
import java.util.HashMap;
import java.util.Map;

/** Inputs less outputs per asset, in signed 64 bits (spec/02 §7.5 M1–M3). */
final class AssetSums {
  private boolean hasBtm;
  private long btm;
  // Most transactions move BTM only. Asset ids are ordered, so chosen collisions cost little.
  private Map<AssetId, Long> others = Map.of();

  void add(AssetAmount value, int input) throws TxException {
    if (value.amount() < 0) {
      throw TxException.atInput(TxRule.OVERFLOW, input);
    }
    try {
      if (value.asset().isBtm()) {
        btm = Math.addExact(btm, value.amount());
        hasBtm = true;
        return;
      }
      if (others.isEmpty()) {
        others = new HashMap<>();
      }
      others.merge(value.asset(), value.amount(), Math::addExact);
    } catch (ArithmeticException e) {
      throw TxException.atInput(TxRule.OVERFLOW, input);
    }
  }

  void subtract(AssetAmount value, int output) throws TxException {
    boolean isBtm = value.asset().isBtm();
    Long sum = isBtm ? Long.valueOf(btm) : others.get(value.asset());
    if (isBtm ? !hasBtm : sum == null) {
      throw TxException.of(TxRule.NO_SOURCE, "output " + output, "asset " + value.asset());
    }
    if (value.amount() < 0) {
      throw TxException.of(TxRule.OVERFLOW, "output " + output, "");
    }
    try {
      long rest = Math.subtractExact(sum, value.amount());
      if (isBtm) {
        btm = rest;
      } else {
        others.put(value.asset(), rest);
      }
    } catch (ArithmeticException e) {
      throw TxException.of(TxRule.OVERFLOW, "output " + output, "");
    }
  }

  boolean hasBtm() {
    return hasBtm;
  }

  long btm() {
    return btm;
  }

  /** All assets but BTM must come out as they went in. */
  void requireBalance() throws TxException {
    for (Map.Entry<AssetId, Long> sum : others.entrySet()) {
      if (sum.getValue() != 0) {
        throw TxException.of(
            TxRule.UNBALANCED, "", "asset " + sum.getKey() + " by " + sum.getValue());
      }
    }
  }
}
