package io.bystack.core.chain;

import io.bystack.core.store.StoreFailure;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which a chain changes. Tasks run one after the other in the order given. When
 * too many wait, further ones are refused with a {@link RejectedExecutionException} that says so,
 * as all are once it is closed. No failure of a task is lost: it is the future's that {@link #call}
 * gives, or it is logged.
 */
public final class ChainThread implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChainThread.class);

  /** Most tasks that wait before those of callers without a limit of their own are refused. */
  static final int MAX_WAITING = 16_384;

  private final String chain;
  private final ThreadPoolExecutor thread;
  private final LongAdder failures = new LongAdder();
  private Optional<Consumer<Throwable>> listener = Optional.empty();
  private Optional<Throwable> missed = Optional.empty();

  /**
   * Starts the thread.
   *
   * @param chain names it
   */
  public ChainThread(String chain) {
    this.chain = chain;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("chain-" + chain).factory(),
            (_, _) -> {
              throw new RejectedExecutionException("the thread of chain " + chain + " is closed");
            });
  }

  /**
   * Says who is to hear of a failure after which the chain cannot go on: its store has failed, or
   * the virtual machine. Called on the failing thread, for every such failure; must return quickly.
   * The first that nobody heard of is told at once.
   */
  public void onFailure(Consumer<Throwable> hears) {
    Optional<Throwable> before;
    synchronized (this) {
      listener = Optional.of(hears);
      before = missed;
      missed = Optional.empty();
    }
    before.ifPresent(hears);
  }

  /**
   * Tells of a failure, met here or on another thread, if it is one after which the chain cannot go
   * on.
   *
   * @return whether it is
   */
  public boolean report(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StoreFailure || cause instanceof Error) {
        tell(cause);
        return true;
      }
    }
    return false;
  }

  private void tell(Throwable failure) {
    Optional<Consumer<Throwable>> hears;
    synchronized (this) {
      hears = listener;
      if (hears.isEmpty() && missed.isEmpty()) {
        missed = Optional.of(failure);
      }
    }
    hears.ifPresentOrElse(
        h -> h.accept(failure),
        () -> LOG.error("chain {} cannot go on: {}", chain, failure.toString()));
  }

  /**
   * The thread for those who bring a limit of their own on what waits here: never too busy for
   * them, so that what they have begun does not stand still when others give too much.
   */
  public Executor own() {
    return this::take;
  }

  @Override
  public void execute(Runnable task) {
    refuseIfBusy();
    take(task);
  }

  private void refuseIfBusy() {
    if (waiting() >= MAX_WAITING) {
      throw new RejectedExecutionException(
          "the thread of chain " + chain + " is busy: " + MAX_WAITING + " tasks wait");
    }
  }

  private void take(Runnable task) {
    thread.execute(() -> {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        failures.increment();
        if (!report(e)) {
          LOG.error("a task on the thread of chain {} failed", chain, e);
        }
      }
    });
  }

  /** Runs a task on the thread; its failure is the future's. */
  public <T> CompletableFuture<T> call(Supplier<T> task) {
    refuseIfBusy();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return task.get();
          } catch (RuntimeException | Error e) {
            var _ = report(e);
            throw e;
          }
        },
        thread);
  }

  /** Number of tasks that wait. */
  public int waiting() {
    return thread.getQueue().size();
  }

  /** Number of tasks that have failed and were nobody's to answer for. */
  public long failures() {
    return failures.sum();
  }

  /** Takes no more tasks and waits for those it has, at most ten seconds. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        int dropped = thread.shutdownNow().size();
        LOG.warn("chain {} is busy: {} tasks are dropped as it closes", chain, dropped);
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
