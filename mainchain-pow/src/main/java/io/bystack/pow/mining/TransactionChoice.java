package io.bystack.pow.mining;

import io.bystack.core.chain.BlockAssembler.Choice;
import io.bystack.core.consensus.BlockRef;
import java.util.List;

/** Where a template's transactions come from. Asked on one thread. */
@FunctionalInterface
public interface TransactionChoice {
  /** Chooses none: blocks with nothing but a coinbase. */
  TransactionChoice EMPTY = parent -> new Choice(List.of(), List.of(), 0, 0);

  /** Transactions that make a valid block after {@code parent}, which is the tip. */
  Choice after(BlockRef parent);

  /** Whether the last choice was not cut short: asking again at once would find nothing more. */
  default boolean isComplete() {
    return true;
  }
}
