package io.bystack.pow.tensority;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Runs the parts of one task in the calling thread and, as far as cores are free, in others. A
 * caller never waits for a core: it takes every part that nobody else has begun. Thread-safe.
 */
public final class FreeCores {
  private final Executor executor;
  private final int cores;
  private final Semaphore free;

  /**
   * @param executor runs the other threads' share; must not run tasks in the calling thread
   * @param cores number of cores that may work at the same time, the caller's included
   */
  public FreeCores(Executor executor, int cores) {
    if (cores < 1) {
      throw new IllegalArgumentException("number of cores " + cores + ", at least 1 expected");
    }
    this.executor = executor;
    this.cores = cores;
    this.free = new Semaphore(cores - 1);
  }

  /** No other core than the caller's. */
  public static FreeCores none() {
    return new FreeCores(Runnable::run, 1);
  }

  public int cores() {
    return cores;
  }

  /** Runs {@code part} with 0…parts-1, each once; returns when all are done. */
  public void run(int parts, IntConsumer part) {
    Share share = new Share(parts, part);
    for (int i = 1; i < parts && free.tryAcquire(); i++) {
      try {
        executor.execute(() -> {
          try {
            share.work();
          } finally {
            free.release();
          }
        });
      } catch (RejectedExecutionException e) {
        // The pool is shutting down: the caller does the work alone.
        free.release();
        break;
      }
    }
    share.work();
    share.await();
  }

  private static final class Share {
    private final int parts;
    private final IntConsumer part;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch pending;

    Share(int parts, IntConsumer part) {
      this.parts = parts;
      this.part = part;
      this.pending = new CountDownLatch(parts);
    }

    void work() {
      for (int i = begun.getAndIncrement(); i < parts; i = begun.getAndIncrement()) {
        try {
          part.accept(i);
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        } finally {
          pending.countDown();
        }
      }
    }

    void await() {
      boolean interrupted = false;
      while (pending.getCount() > 0) {
        try {
          pending.await();
        } catch (InterruptedException e) {
          // The parts are short and the result is needed: finish, then tell the caller.
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (failure.get() != null) {
        throw new IllegalStateException("a part of the task failed", failure.get());
      }
    }
  }
}
