package io.bystack.cli.bench;

import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Transaction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Coins in the order in which they are spent: first the outputs of claims, then the first ones of
 * transfers. Those of claims are found by counting, so that ten million take no memory.
 */
final class CoinRow {
  private final List<Hash> claims;
  private final long claimed;
  private final Deque<TransferMaker.Coin> made = new ArrayDeque<>();
  private long taken;
  private long wanted;

  /**
   * @param claims sources of the claims' outputs
   * @param outputs of each claim
   * @param total number of coins that will be taken
   */
  CoinRow(List<Hash> claims, int outputs, long total) {
    this.claims = List.copyOf(claims);
    this.claimed = (long) claims.size() * outputs;
    this.wanted = total - claimed;
  }

  /** How many can be taken before the outputs of the first of them are needed. */
  long ahead() {
    return claimed;
  }

  /** Neighbours come from different transactions. */
  TransferMaker.Coin next() {
    if (taken >= claimed) {
      return made.remove();
    }
    Hash source = claims.get((int) (taken % claims.size()));
    int position = (int) (taken / claims.size());
    taken++;
    return new TransferMaker.Coin(source, position, SideChainParts.OUTPUT_AMOUNT);
  }

  /** Takes a transfer's first output, if there is need of it. */
  void add(Transaction transfer) {
    if (wanted > 0) {
      wanted--;
      long amount = transfer.outputs().getFirst().value().amount();
      made.add(new TransferMaker.Coin(transfer.muxId(), 0, amount));
    }
  }
}
