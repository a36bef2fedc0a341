package io.bystack.core.sync;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which everything about a chain's peers happens. A scheduling executor keeps
 * what a task throws to itself; this one tells of it. Tasks given after its end are dropped: the
 * chain and the connections may still have something to say then.
 */
final class PeerThread extends ScheduledThreadPoolExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(PeerThread.class);

  private final Predicate<Throwable> failed;

  /**
   * Starts the thread.
   *
   * @param chain names it
   * @param failed is told of every failure; whether it is one after which the chain stops
   */
  PeerThread(String chain, Predicate<Throwable> failed) {
    super(
        1,
        Thread.ofPlatform().name("peers-" + chain).daemon().factory(),
        (_, _) -> LOG.debug("a task for the peers of {} after the end is dropped", chain));
    this.failed = failed;
    setRemoveOnCancelPolicy(true);
  }

  @Override
  protected void afterExecute(Runnable task, Throwable thrown) {
    super.afterExecute(task, thrown);
    Throwable failure = thrown;
    if (failure == null && task instanceof Future<?> future && future.isDone()) {
      failure = failure(future);
    }
    if (failure != null && !failed.test(failure)) {
      LOG.error("a task for the peers failed", failure);
    }
  }

  private static Throwable failure(Future<?> future) {
    try {
      var _ = future.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (CancellationException e) {
      return null; // somebody's wish
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
