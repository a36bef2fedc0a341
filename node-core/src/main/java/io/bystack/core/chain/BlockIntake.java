package io.bystack.core.chain;

import io.bystack.core.chain.BlockOutcome.Place;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.model.Block;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Takes blocks from any thread, in order, to an engine's own thread. Those that wait there are
 * checked ahead while the first is connected. Who hands over blocks keeps to limits below the ones
 * here, which hold whatever happens: a block beyond them is refused for now. Every block is
 * answered: when one makes the engine fail, those taken with it are refused for now too, and the
 * next ones are taken all the same.
 */
public final class BlockIntake {
  /** After so many blocks in a row others get their turn on the engine's thread. */
  private static final int TURN = 256;

  private final ChainEngine engine;
  private BlockImporter importer;
  private final Executor engineThread;
  private final Queue<Submission> waiting = new ConcurrentLinkedQueue<>();
  private final Queue<Submission> taken = new ArrayDeque<>();
  private final AtomicBoolean draining = new AtomicBoolean();
  private final Limits limits;
  private final AtomicInteger blocksWaiting = new AtomicInteger();
  private final AtomicLong bytesWaiting = new AtomicLong();

  /**
   * How much may wait, with what is being connected.
   *
   * @param bytes sum of the blocks' raw bytes
   */
  public record Limits(int blocks, long bytes) {
    /** Above what all sources together hand over. */
    public static final Limits DEFAULT = new Limits(1_024, 192L << 20);
  }

  private record Submission(Block block, Consumer<BlockOutcome> done) {}

  /**
   * The way to one engine.
   *
   * @param engineThread the engine's own; at most one task of the intake waits there
   */
  public BlockIntake(ChainEngine engine, Executor engineThread, Limits limits) {
    this.engine = engine;
    this.importer = new BlockImporter(engine, BlockImporter.Window.DEFAULT);
    this.engineThread = engineThread;
    this.limits = limits;
  }

  /**
   * Hands over a block.
   *
   * @param done is called on the engine's thread; at once, with a {@code TEMPORARY} violation, if
   *     too much waits there
   * @throws java.util.concurrent.RejectedExecutionException if that thread takes no more
   */
  public void submit(Block block, Consumer<BlockOutcome> done) {
    if (!take(block)) {
      done.accept(refusal("too many blocks wait for the chain"));
      return;
    }
    waiting.add(new Submission(block, done));
    drainSoon();
  }

  private static BlockOutcome refusal(String why) {
    return BlockOutcome.at(Place.REJECTED, RuleViolation.of(why, Verdict.TEMPORARY));
  }

  private void drainSoon() {
    if (draining.compareAndSet(false, true)) {
      boolean begun = false;
      try {
        engineThread.execute(this::drain);
        begun = true;
      } finally {
        if (!begun) {
          draining.set(false);
        }
      }
    }
  }

  private boolean take(Block block) {
    boolean fits = blocksWaiting.incrementAndGet() <= limits.blocks;
    long bytes = bytesWaiting.addAndGet(block.raw().length());
    if (fits && bytes <= limits.bytes) {
      return true;
    }
    give(block);
    return false;
  }

  private void give(Block block) {
    blocksWaiting.decrementAndGet();
    bytesWaiting.addAndGet(-block.raw().length());
  }

  /** Bytes of the blocks that wait or are being connected. */
  public long bytesWaiting() {
    return bytesWaiting.get();
  }

  /** Takes what waits, on the engine's thread; new arrivals join while it runs. */
  private void drain() {
    try {
      Turn turn = new Turn();
      while (turn.hasNext() || !taken.isEmpty()) {
        var _ = importer.run(turn, this::imported);
      }
    } catch (RuntimeException | Error e) {
      refuseTaken(e);
      throw e;
    } finally {
      draining.set(false);
      if (!waiting.isEmpty()) {
        drainSoon();
      }
    }
  }

  private void imported(BlockImporter.Imported imported) {
    answer(imported.outcome());
  }

  private void answer(BlockOutcome outcome) {
    Submission submission = taken.remove();
    give(submission.block);
    submission.done.accept(outcome);
  }

  /** What the importer had in hand is answered, and it begins anew. */
  private void refuseTaken(Throwable why) {
    importer = new BlockImporter(engine, BlockImporter.Window.DEFAULT);
    while (!taken.isEmpty()) {
      try {
        answer(refusal("the block could not be processed: " + why));
      } catch (RuntimeException e) {
        why.addSuppressed(e);
      }
    }
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
