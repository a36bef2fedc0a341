package io.bystack.pow.mining;

import io.bystack.core.chain.BlockAssembler;
import io.bystack.core.chain.BlockAssembler.Choice;
import io.bystack.core.chain.Mempool;
import io.bystack.core.consensus.BlockRef;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Chooses from the pool. After a new tip it takes what can be looked at in a short time, because
 * miners wait; while the tip stays it adds what was left and what has arrived since. For the
 * engine's thread alone.
 */
public final class PoolChoice implements TransactionChoice {
  private static final long FIRST_MILLIS = 5;
  private static final long LATER_MILLIS = 40;

  /** A block this full is chosen anew, so that better paying transactions get in. */
  private static final double FULL = 0.9;

  private final Mempool pool;
  private final long maxBlockGas;
  private final InstantSource clock;
  private Optional<BlockAssembler> assembler = Optional.empty();
  private boolean complete = true;

  public PoolChoice(Mempool pool, long maxBlockGas, InstantSource clock) {
    this.pool = pool;
    this.maxBlockGas = maxBlockGas;
    this.clock = clock;
  }

  @Override
  public Choice after(BlockRef parent) {
    Optional<BlockAssembler> begun = assembler.filter(a -> a.parent().equals(parent));
    BlockAssembler current =
        begun
            .filter(a -> a.choice().gas() < FULL * maxBlockGas)
            .orElseGet(() -> new BlockAssembler(pool, parent));
    boolean first = begun.isEmpty();
    long end = clock.millis() + (first ? FIRST_MILLIS : LATER_MILLIS);
    boolean[] cut = {false};
    current.fill(() -> {
      cut[0] = clock.millis() > end;
      return cut[0];
    });
    // One more look is worth it after a new tip; later ones come with the next refresh.
    complete = !first || !cut[0] || current.choice().gas() >= FULL * maxBlockGas;
    assembler = Optional.of(current);
    return current.choice();
  }

  @Override
  public boolean isComplete() {
    return complete;
  }
}
