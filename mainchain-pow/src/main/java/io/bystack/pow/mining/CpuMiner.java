package io.bystack.pow.mining;

import io.bystack.core.bytes.Hash;
import io.bystack.pow.ClassicHeader;
import io.bystack.pow.consensus.CompactTarget;
import io.bystack.pow.consensus.PowFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches for nonces on this machine's cores (spec/03 §10.2). Work is dropped for newer work after
 * at most one hash. {@link #close} returns when the threads have stopped.
 */
public final class CpuMiner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CpuMiner.class);

  private final WorkBoard board;
  private final PowFunction function;
  private final LongAdder hashes = new LongAdder();
  private final AtomicLong blocks = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  private CpuMiner(WorkBoard board, PowFunction function) {
    this.board = board;
    this.function = function;
  }

  /** Starts mining with a number of threads. */
  public static CpuMiner start(
      WorkBoard board, PowFunction function, int threads, ThreadFactory factory) {
    if (threads < 1) {
      throw new IllegalArgumentException("mining threads " + threads + ", at least 1 expected");
    }
    CpuMiner miner = new CpuMiner(board, function);
    for (int i = 0; i < threads; i++) {
      int first = i;
      miner.threads.add(factory.newThread(() -> miner.search(first, threads)));
    }
    miner.threads.forEach(Thread::start);
    return miner;
  }

  private void search(int first, int step) {
    while (!stopping) {
      BlockTemplate template = board.current();
      long nonce = first;
      while (!stopping && template.equals(board.current())) {
        tryNonce(template, nonce);
        nonce += step;
      }
    }
  }

  private void tryNonce(BlockTemplate template, long nonce) {
    ClassicHeader header = template.header(nonce);
    Hash pow = function.hash(header.hash(), template.seed());
    hashes.increment();
    if (!CompactTarget.isMet(pow, header.bits())) {
      return;
    }
    try {
      board.submit(template, header);
      blocks.incrementAndGet();
      LOG.info("mined block {} {}", header.height(), header.hash());
    } catch (WorkRejected e) {
      LOG.info("mined block {} {} in vain: {}", header.height(), header.hash(), e.why());
    } catch (RejectedExecutionException e) {
      LOG.info("mined block {} {} in vain: {}", header.height(), header.hash(), e.getMessage());
    } catch (CompletionException e) {
      // The chain's thread has told of what keeps the chain from going on; the search does go on.
      LOG.error("mined block {} {} is lost: {}", header.height(), header.hash(), e.getMessage());
    }
  }

  /** Hashes computed since the start. */
  public long hashes() {
    return hashes.sum();
  }

  /** Blocks taken since the start. */
  public long blocks() {
    return blocks.get();
  }

  @Override
  public void close() {
    stopping = true;
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          // A hash takes milliseconds: wait for it, then tell the caller.
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
