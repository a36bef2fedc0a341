package io.bystack.core.sync.vectors;

import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.ChainTables;
import io.bystack.core.chain.ChainThread;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolOptions;
import io.bystack.core.chain.Surroundings;
import io.bystack.core.p2p.net.NetworkSettings;
import io.bystack.core.p2p.net.NetworkSettings.Dialling;
import io.bystack.core.p2p.net.NetworkSettings.Limits;
import io.bystack.core.p2p.net.Offence;
import io.bystack.core.p2p.net.PeerNetwork;
import io.bystack.core.store.FailPoints;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreOptions;
import io.bystack.core.store.SyncMode;
import io.bystack.core.sync.ChainAccess;
import io.bystack.core.sync.ChainPeers;
import io.bystack.core.sync.EngineAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A whole node on a scratch store and a loopback port: engine, pool, connections. Its clock can be
 * put forward.
 */
final class WholeNode implements AutoCloseable {
  private static final StoreOptions STORE =
      new StoreOptions(8L << 20, 8L << 20, SyncMode.ON_REQUEST, FailPoints.NONE);
  private static final EngineOptions ENGINE =
      EngineOptions.DEFAULT.withCaches(1 << 20, 1 << 20, 1 << 20);
  private static final Limits LIMITS = new Limits(64, 48, 48, 48, 128);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Path folder;
  private final Store store;
  private final ChainThread thread;
  private final Mempool pool;
  private final ChainEngine engine;
  private final ChainPeers peers;
  private volatile Duration ahead = Duration.ZERO;

  WholeNode(WholeChain chain) throws IOException, StoreException {
    InstantSource clock = () -> Instant.now().plus(ahead);
    folder = Files.createTempDirectory("bystack-vectors");
    store =
        Store.open(
            folder,
            chain.protocol().parameters().chain(),
            chain.protocol().parameters().network(),
            ChainTables.of(chain.protocol()),
            STORE);
    thread = new ChainThread("vectors");
    Surroundings around = new Surroundings(clock, Runnable::run, thread, FailPoints.NONE);
    engine = thread.call(() -> ChainEngine.open(chain.protocol(), store, ENGINE, around)).join();
    pool = Mempool.follow(engine, PoolOptions.of(chain.protocol().poolPolicy().limits()));
    peers =
        new ChainPeers(
            new ChainPeers.Chain(engine, pool, threads()),
            chain.speech(),
            new NetworkSettings(
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                Optional.empty(),
                LIMITS,
                Dialling.NONE),
            clock,
            new SecureRandom());
    chain.connection().connect(engine, thread, peers);
    BlockOutcome outcome = thread.call(() -> engine.process(chain.first(), "vectors")).join();
    if (engine.best().height() != 1) {
      throw new IOException("the node's first block is refused: " + outcome);
    }
    peers.start();
  }

  private EngineAccess.Threads threads() {
    return EngineAccess.Threads.of(thread, thread.own());
  }

  /** The chain as its peers see it. */
  ChainAccess access() {
    return new EngineAccess(engine, pool, threads());
  }

  PeerNetwork network() {
    return peers.network();
  }

  /** Puts the clock forward. */
  void later(Duration by) {
    ahead = ahead.plus(by);
  }

  /** Waits until the chain's thread has done what it was given so far. */
  void settle() {
    var _ = thread.call(() -> 0).join();
  }

  /** How many offences peers have committed. */
  long offences() {
    return Stream.of(Offence.values()).mapToLong(o -> network().counters().offences(o)).sum();
  }

  /** Waits until something holds; whether it came to hold. */
  static boolean comes(BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > PATIENCE_NANOS) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    peers.close();
    thread.close();
    store.close();
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
