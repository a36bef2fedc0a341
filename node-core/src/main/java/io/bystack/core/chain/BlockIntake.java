package io.bystack.core.chain;

import io.bystack.core.model.Block;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Takes blocks from any thread, in order, to an engine's own thread. Those that wait there are
 * checked ahead while the first is connected.
 */
public final class BlockIntake {
  /** After so many blocks in a row others get their turn on the engine's thread. */
  private static final int TURN = 256;

  private final BlockImporter importer;
  private final Executor engineThread;
  private final Queue<Submission> waiting = new ConcurrentLinkedQueue<>();
  private final Queue<Submission> taken = new ArrayDeque<>();
  private final AtomicBoolean draining = new AtomicBoolean();

  private record Submission(Block block, Consumer<BlockOutcome> done) {}

  /**
   * The way to one engine.
   *
   * @param engineThread the engine's own
   */
  public BlockIntake(ChainEngine engine, Executor engineThread) {
    this.importer = new BlockImporter(engine, BlockImporter.Window.DEFAULT);
    this.engineThread = engineThread;
  }

  /** Hands over a block; {@code done} is called on the engine's thread. */
  public void submit(Block block, Consumer<BlockOutcome> done) {
    waiting.add(new Submission(block, done));
    if (draining.compareAndSet(false, true)) {
      engineThread.execute(this::drain);
    }
  }

  /** Takes what waits, on the engine's thread; new arrivals join while it runs. */
  private void drain() {
    Turn turn = new Turn();
    while (turn.hasNext() || !taken.isEmpty()) {
      var _ = importer.run(turn, this::imported);
    }
    draining.set(false);
    if (!waiting.isEmpty() && draining.compareAndSet(false, true)) {
      engineThread.execute(this::drain);
    }
  }

  private void imported(BlockImporter.Imported imported) {
    taken.remove().done.accept(imported.outcome());
  }

  /** The blocks of one turn, in the order in which they were submitted. */
  private final class Turn implements Iterator<Block> {
    private int left = TURN;

    @Override
    public boolean hasNext() {
      return left > 0 && !waiting.isEmpty();
    }

    @Override
    public Block next() {
      Submission submission = waiting.poll();
      if (submission == null) {
        throw new NoSuchElementException();
      }
      left--;
      taken.add(submission);
      return submission.block();
    }
  }
}
