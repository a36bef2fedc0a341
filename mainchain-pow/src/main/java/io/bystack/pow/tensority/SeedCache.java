package io.bystack.pow.tensority;

import io.bystack.core.bytes.Hash;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * The matrices of the seeds used last, 16 MiB each, shared by all verifiers. A seed asked for by
 * many at once is built once, by the first. Thread-safe.
 */
public final class SeedCache {
  private final Function<Hash, SeedMatrices> builder;
  private final int limit;
  private final Map<Hash, FutureTask<SeedMatrices>> bySeed = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * A cache without content.
   *
   * @param limit greatest number of seeds kept; at least 2, so that a seed prepared ahead does not
   *     push out the one in use
   */
  public SeedCache(Function<Hash, SeedMatrices> builder, int limit) {
    if (limit < 2) {
      throw new IllegalArgumentException("seed cache of " + limit + " seeds, at least 2 expected");
    }
    this.builder = builder;
    this.limit = limit;
  }

  /**
   * The matrices of a seed; builds them in the calling thread or waits for the thread that does.
   */
  public SeedMatrices get(Hash seed) {
    FutureTask<SeedMatrices> task = task(seed);
    // Does nothing if another thread has begun it; one that only waits in a queue is begun here.
    task.run();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          // The build is short and the result is needed: wait on, then tell the caller.
          interrupted = true;
        }
      }
    } catch (ExecutionException | CancellationException e) {
      forget(seed, task);
      throw new IllegalStateException("the matrices of seed " + seed + " could not be built", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lets an executor build the matrices of a seed that will be needed soon. */
  public void prepare(Hash seed, Executor executor) {
    FutureTask<SeedMatrices> task = task(seed);
    if (!task.isDone()) {
      executor.execute(task);
    }
  }

  private synchronized FutureTask<SeedMatrices> task(Hash seed) {
    FutureTask<SeedMatrices> known = bySeed.get(seed);
    if (known != null) {
      return known;
    }
    FutureTask<SeedMatrices> task = new FutureTask<>(() -> builder.apply(seed));
    bySeed.put(seed, task);
    if (bySeed.size() > limit) {
      bySeed.remove(bySeed.keySet().iterator().next());
    }
    return task;
  }

  private synchronized void forget(Hash seed, FutureTask<SeedMatrices> task) {
    bySeed.remove(seed, task);
  }

  /** The seeds now kept or being built, the one used longest ago first. */
  public synchronized List<Hash> seeds() {
    return List.copyOf(bySeed.keySet());
  }
}
