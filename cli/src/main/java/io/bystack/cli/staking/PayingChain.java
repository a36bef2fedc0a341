package io.bystack.cli.staking;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Transaction;
import io.bystack.dpos.staking.KeyAccount.Coin;
import io.bystack.dpos.staking.PayoutRun;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The chain of a running node, for a payout. */
final class PayingChain implements PayoutRun.Chain {
  private static final int LOOK_EVERY_MS = 500;

  private final ChainQueries chain;
  private final Bytes program;
  private final long from;
  private final long end;
  private final CountDownLatch never = new CountDownLatch(1);

  /**
   * @param from height from which on the chain is read for coins
   */
  PayingChain(ChainQueries chain, Bytes program, long from, int seconds) {
    this.chain = chain;
    this.program = program;
    this.from = from;
    this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  @Override
  public long height() {
    return chain.height();
  }

  @Override
  public long irreversible() {
    return chain.irreversible();
  }

  @Override
  public long roundBlocks() {
    return chain.rules().roundBlocks();
  }

  @Override
  public Optional<Long> find(Hash transaction, long from, long to) {
    return chain.find(transaction, from, to);
  }

  @Override
  public List<Coin> coins() {
    long next = height() + 1;
    return chain.owned(program, from).stream()
        .filter(o -> o.coin().vote().isEmpty() && o.spendableFrom() <= next)
        .map(ChainQueries.Owned::coin)
        .toList();
  }

  @Override
  public void submit(Transaction transaction) {
    try {
      chain.submit(transaction);
      chain.screen().say("sent " + transaction.id().toHex());
    } catch (CommandException e) {
      if (e.exitCode() != ExitCode.REFUSED) {
        throw e;
      }
      // It may be in the pool or in a block already; the next look at the chain tells.
      chain.screen().say("not taken: " + e.getMessage() + " " + e.why());
    }
  }

  @Override
  public void pause() {
    try {
      if (System.nanoTime() > end || never.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
        throw new CommandException(
            ExitCode.PENDING, "the payout is not irreversible yet", "", "Run it again later.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.failed("interrupted", "the payout can go on", "Run it again.");
    }
  }
}
