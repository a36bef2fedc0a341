package io.bystack.core.model;

/**
 * A quantity of one asset in its smallest unit. Amounts on the wire are 0…2^63-1; only the total of
 * a side chain's coinbase may use the top bit and is then to be read as unsigned (spec/01 §5.3).
 */
public record AssetAmount(AssetId asset, long amount) {
  /** What an output of an unknown asset version carries. */
  public static final AssetAmount ABSENT = new AssetAmount(AssetId.ABSENT, 0);

  public static AssetAmount btm(long amount) {
    return new AssetAmount(AssetId.BTM, amount);
  }
}
