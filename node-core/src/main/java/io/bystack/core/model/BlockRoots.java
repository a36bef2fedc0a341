package io.bystack.core.model;

import io.bystack.core.bytes.Hash;

/**
 * What a block header commits to: the Merkle roots of the transaction ids and of the status flags
 * (spec/01 §9).
 */
public record BlockRoots(Hash transactions, Hash status) {
  public static final BlockRoots ZERO = new BlockRoots(Hash.ZERO, Hash.ZERO);
}
