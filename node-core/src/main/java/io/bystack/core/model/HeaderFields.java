package io.bystack.core.model;

import io.bystack.core.bytes.Hash;

/**
 * The fields that the block headers of all chains share.
 *
 * @param timestamp in the chain's unit: seconds on the main chain, milliseconds on the side chain
 */
public record HeaderFields(
    long version, long height, Hash previous, long timestamp, BlockRoots roots) {
  /** All zero. */
  public static final HeaderFields ZERO = new HeaderFields(0, 0, Hash.ZERO, 0, BlockRoots.ZERO);
}
