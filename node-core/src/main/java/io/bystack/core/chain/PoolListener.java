package io.bystack.core.chain;

import io.bystack.core.model.Transaction;

/** Hears of changes of a pool, in order, under the pool's lock: hand over and return. */
public interface PoolListener {
  /** Why a transaction is no longer in the pool. */
  enum Departure {
    /** A block of the main chain has it. */
    CONFIRMED,
    /** A block has spent what it spends, or what it spends is gone. */
    CONFLICT,
    /** It is too old, or its time range is over. */
    EXPIRED,
    /** Others pay better and the pool is full. */
    EVICTED,
    /** It turned out to be invalid for the next block. */
    INVALID,
    /** The node's operator wants it gone. */
    DROPPED
  }

  /** New in the pool. */
  void added(PoolEntry entry);

  void removed(Transaction transaction, Departure departure);
}
