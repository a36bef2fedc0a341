package io.bystack.core.chain;

import io.bystack.core.store.StoreFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which a chain changes. Tasks run one after the other in the order given. When
 * too many wait, further ones are refused with a {@link RejectedExecutionException} that says so,
 * as all are once it is closed.
 */
public final class ChainThread implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChainThread.class);

  /** Most tasks that wait; those who give tasks keep to limits of their own far below. */
  static final int MAX_WAITING = 16_384;

  private final ExecutorService thread;
  private volatile Consumer<Throwable> failed = _ -> {};

  /**
   * Starts the thread.
   *
   * @param chain names it
   */
  public ChainThread(String chain) {
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().name("chain-" + chain).factory(),
            (_, executor) -> {
              throw new RejectedExecutionException(refusal(chain, executor.isShutdown()));
            });
  }

  private static String refusal(String chain, boolean closed) {
    return closed
        ? "the thread of chain " + chain + " is closed"
        : "the thread of chain " + chain + " is busy: " + MAX_WAITING + " tasks wait";
  }

  /**
   * Says who is to hear of a failure after which the chain cannot go on: its store has failed, or
   * the virtual machine. Called on the failing thread, for every such failure; must return quickly.
   */
  public void onFailure(Consumer<Throwable> listener) {
    failed = listener;
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
        failed.accept(cause);
        return true;
      }
    }
    return false;
  }

  @Override
  public void execute(Runnable task) {
    thread.execute(() -> {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        if (!report(e)) {
          LOG.error("a task on the thread of a chain failed", e);
        }
      }
    });
  }

  /** Runs a task on the thread; its failure is the future's. */
  public <T> CompletableFuture<T> call(Supplier<T> task) {
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

  /** Takes no more tasks and waits for those it has, at most ten seconds. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
