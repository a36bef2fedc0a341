package io.bystack.core.model;

import io.bystack.core.bytes.Hash;

/**
 * Identifies an asset: 32 bytes, computed from how it is issued ({@link IssuanceTerms#assetId}).
 */
public record AssetId(Hash value) implements Comparable<AssetId> {
  /**
   * The chain's own coin on both chains: 32 bytes {@code ff}, a constant that no issuance gives.
   */
  public static final AssetId BTM = new AssetId(new Hash(-1, -1, -1, -1));

  /** The asset id an output of an unknown asset version has: 32 zero bytes. */
  public static final AssetId ABSENT = new AssetId(Hash.ZERO);

  /** The id with this value; BTM is always the same object. */
  public static AssetId of(Hash value) {
    return value.equals(BTM.value) ? BTM : new AssetId(value);
  }

  public boolean isBtm() {
    return value.equals(BTM.value);
  }

  @Override
  public int compareTo(AssetId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toHex();
  }
}
