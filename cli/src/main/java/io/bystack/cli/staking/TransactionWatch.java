package io.bystack.cli.staking;

import io.bystack.core.bytes.Hash;
import java.util.Optional;

/**
 * Follows one transaction into the chain. A block that has it may be undone, and another have it,
 * higher or lower, or none: so every look is a look at the main chain as it is.
 */
final class TransactionWatch {
  /** The chain as a watch needs it. */
  interface Chain {
    long height();

    long irreversible();

    /** Height of the main-chain block with a transaction, if there is one in a range of heights. */
    Optional<Long> find(Hash transaction, long from, long to);
  }

  /**
   * Where a transaction is.
   *
   * @param height of its block
   * @param irreversible whether that block stays
   */
  record Place(long height, boolean irreversible) {}

  private final Chain chain;
  private final Hash transaction;
  private final long from;
  private Optional<Long> seen = Optional.empty();

  /** Begins before the transaction is sent: it can be in no block that is irreversible by now. */
  TransactionWatch(Chain chain, Hash transaction) {
    this.chain = chain;
    this.transaction = transaction;
    this.from = chain.irreversible() + 1;
  }

  /** Where the transaction is now; empty while it is in no block of the main chain. */
  Optional<Place> look() {
    // Asked for first: a block at or below it that is found afterwards stays.
    long irreversible = chain.irreversible();
    seen = seen.flatMap(height -> chain.find(transaction, height, height));
    if (seen.isEmpty()) {
      seen = chain.find(transaction, from, chain.height());
    }
    return seen.map(height -> new Place(height, height <= irreversible));
  }
}
