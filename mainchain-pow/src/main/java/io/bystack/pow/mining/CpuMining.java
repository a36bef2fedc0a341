package io.bystack.pow.mining;

import io.bystack.pow.consensus.PowFunction;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;

/**
 * The built-in miner, which can be switched on and off, and what it has done since the node's
 * start. Thread-safe.
 */
public final class CpuMining implements AutoCloseable {
  private final WorkBoard board;
  private final PowFunction function;
  private final ThreadFactory factory;
  private final LongSupplier nanos;
  private final HashMeter meter = new HashMeter();
  private Optional<CpuMiner> miner = Optional.empty();
  private int threads;
  private long earlierHashes;
  private long earlierBlocks;

  /**
   * A miner that is off.
   *
   * @param threads used unless {@link #start} says otherwise
   * @param nanos a clock that only goes forward, nanoseconds
   */
  public CpuMining(
      WorkBoard board,
      PowFunction function,
      int threads,
      ThreadFactory factory,
      LongSupplier nanos) {
    this.board = board;
    this.function = function;
    this.threads = threads;
    this.factory = factory;
    this.nanos = nanos;
  }

  /**
   * What the miner does and has done.
   *
   * @param hashes since the node's start
   * @param hashesPerSecond over about the last minute, 0 when it is off
   * @param blocks found here and taken by the chain since the node's start
   */
  public record Status(boolean on, int threads, long hashes, double hashesPerSecond, long blocks) {}

  public synchronized boolean isOn() {
    return miner.isPresent();
  }

  /** Mines with as many threads as last time. */
  public synchronized void start() {
    start(threads);
  }

  /** Mines with this many threads, also if it mined with another number before. */
  public synchronized void start(int wanted) {
    if (wanted < 1) {
      throw new IllegalArgumentException("mining threads " + wanted + ", at least 1 expected");
    }
    if (miner.isPresent() && threads == wanted) {
      return;
    }
    stop();
    threads = wanted;
    board.refresh();
    meter.restart(nanos.getAsLong(), earlierHashes);
    miner = Optional.of(CpuMiner.start(board, function, threads, factory));
  }

  /** Returns when no thread mines any more. */
  public synchronized void stop() {
    miner.ifPresent(running -> {
      running.close();
      earlierHashes += running.hashes();
      earlierBlocks += running.blocks();
    });
    miner = Optional.empty();
  }

  /** Takes a reading for the hash rate; to be called every few seconds. */
  public synchronized void measure() {
    miner.ifPresent(m -> meter.read(nanos.getAsLong(), earlierHashes + m.hashes()));
  }

  /** The present state. */
  public synchronized Status status() {
    measure();
    return new Status(
        miner.isPresent(),
        threads,
        earlierHashes + miner.map(CpuMiner::hashes).orElse(0L),
        miner.isPresent() ? meter.perSecond() : 0,
        earlierBlocks + miner.map(CpuMiner::blocks).orElse(0L));
  }

  @Override
  public void close() {
    stop();
  }
}
