package io.bystack.cli.node;

import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.ChainTables;
import io.bystack.core.chain.ChainThread;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolFile;
import io.bystack.core.chain.PoolMetrics;
import io.bystack.core.chain.PoolOptions;
import io.bystack.core.chain.Surroundings;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.metrics.Metrics;
import io.bystack.core.model.Block;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every chain of a node has: its store, its threads, its engine and its pool. A chain shares
 * none of it with another chain, so that one failing harms no other.
 */
public final class ChainHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChainHost.class);
  private static final int UPKEEP_SECONDS = 10;

  /**
   * What a host is made of.
   *
   * @param folder of this chain alone
   * @param workers threads that check transactions and proofs
   * @param metrics of this chain; closed with the host
   */
  public record Settings(
      Path folder,
      StoreOptions store,
      EngineOptions engine,
      int workers,
      InstantSource clock,
      Metrics metrics) {}

  private final Store store;
  private final ChainThread thread;
  private final ExecutorService workers;
  private final ChainEngine engine;
  private final Mempool pool;
  private final PoolFile poolFile;
  private final Metrics metrics;
  private final ScheduledExecutorService upkeep =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("upkeep").daemon().factory());

  /** What {@link #open} puts together. */
  private record Parts(
      Store store, ChainThread thread, ExecutorService workers, ChainEngine engine, Mempool pool) {}

  private ChainHost(Parts parts, Metrics metrics) {
    this.store = parts.store;
    this.thread = parts.thread;
    this.workers = parts.workers;
    this.engine = parts.engine;
    this.pool = parts.pool;
    this.metrics = metrics;
    store.measure(metrics);
    this.poolFile = new PoolFile(pool);
    int restored = poolFile.restore();
    if (restored > 0) {
      LOG.info("{} waiting transactions restored", restored);
    }
    Future<?> _ =
        upkeep.scheduleWithFixedDelay(
            this::lookAfter, UPKEEP_SECONDS, UPKEEP_SECONDS, TimeUnit.SECONDS);
  }

  private void lookAfter() {
    try {
      poolFile.save();
      if (thread.waiting() == 0) {
        thread.own().execute(engine::expireOrphans);
      }
    } catch (RuntimeException e) {
      LOG.error("the waiting transactions could not be saved: {}", e.toString());
      var _ = thread.report(e);
    }
  }

  /** Opens a chain's store, or makes it, and everything that works on it. */
  public static ChainHost open(ChainProtocol protocol, Settings settings) throws StoreException {
    // Not what kind of chain it is: there may be several side chains.
    String chain = settings.folder().getFileName().toString();
    Store store = ChainTables.open(protocol, settings.folder(), settings.store());
    boolean done = false;
    ChainThread thread = new ChainThread(chain);
    ExecutorService workers =
        Executors.newFixedThreadPool(
            settings.workers(), Thread.ofPlatform().name(chain + "-worker-", 0).daemon().factory());
    try {
      Surroundings around =
          new Surroundings(
              settings.clock(),
              workers,
              thread.own(),
              settings.store().failPoints(),
              settings.metrics());
      ChainEngine engine = ChainEngine.open(protocol, store, settings.engine(), around);
      Mempool pool = Mempool.follow(engine, PoolOptions.of(protocol.poolPolicy().limits()));
      PoolMetrics.report(pool, settings.metrics());
      ChainHost host =
          new ChainHost(new Parts(store, thread, workers, engine, pool), settings.metrics());
      done = true;
      return host;
    } finally {
      if (!done) {
        settings.metrics().close();
        thread.close();
        workers.shutdown();
        store.close();
      }
    }
  }

  public Store store() {
    return store;
  }

  public ChainThread thread() {
    return thread;
  }

  public ExecutorService workers() {
    return workers;
  }

  public ChainEngine engine() {
    return engine;
  }

  public Mempool pool() {
    return pool;
  }

  /** What is measured of the chain; taken away when the host closes. */
  public Metrics metrics() {
    return metrics;
  }

  /** Hands a block to the engine and waits until it is durable, or refused. */
  public BlockOutcome take(Block block, String source) {
    return thread.call(() -> engine.process(block, source)).join();
  }

  /** Stops the threads, saves the pool, then closes the store. */
  @Override
  public void close() {
    metrics.close();
    upkeep.shutdown();
    thread.close();
    awaitUpkeep();
    try {
      poolFile.save();
    } finally {
      workers.shutdown();
      store.close();
    }
  }

  private void awaitUpkeep() {
    try {
      if (!upkeep.awaitTermination(UPKEEP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("saving the waiting transactions takes long");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
