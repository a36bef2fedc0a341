package io.bystack.core.sync;

import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.Mempool;
import io.bystack.core.p2p.discovery.DiscoveryService;
import io.bystack.core.p2p.handshake.NodeIdentity;
import io.bystack.core.p2p.net.NetworkSettings;
import io.bystack.core.p2p.net.PeerNetwork;
import io.bystack.core.p2p.net.PeerProtocol;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A chain's part in its network: connections, synchronisation, relay, on threads of its own. What a
 * node opens beside a chain's engine.
 */
public final class ChainPeers implements AutoCloseable {
  private static final int EVENT_LOOPS = 2;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(EVENT_LOOPS, NioIoHandler.newFactory());
  private final ScheduledExecutorService owner;
  private final SyncNode sync;
  private final PeerNetwork network;
  private final NodeIdentity identity;
  private Optional<DiscoveryService> discovery = Optional.empty();

  /** The chain that takes part. */
  public record Chain(ChainEngine engine, Mempool pool, EngineAccess.Threads threads) {}

  /** How its peers speak. */
  public record Speech(PeerProtocol protocol, SyncDialect dialect, PeerExtension extension) {
    /** The same without the fast lane. */
    public Speech withoutFastLane() {
      return new Speech(protocol.withoutFastLane(), dialect, extension);
    }
  }

  public ChainPeers(
      Chain chain,
      Speech speech,
      NetworkSettings settings,
      InstantSource clock,
      SecureRandom random) {
    this.identity = speech.protocol.identity();
    String name = chain.engine.protocol().parameters().chain();
    this.owner = new PeerThread(name, chain.threads.failed());
    EngineAccess access = new EngineAccess(chain.engine, chain.pool, chain.threads);
    this.sync = new SyncNode(access, speech.dialect, speech.extension, owner, clock);
    this.network =
        new PeerNetwork(
            settings,
            speech.protocol,
            new PeerNetwork.Surroundings(clock, random, owner, loops),
            sync);
    access.tell(sync);
  }

  /** Begins to accept and to dial. */
  public void start() throws IOException {
    network.start();
  }

  /**
   * Finds nodes by UDP too; those found may be dialled.
   *
   * @throws IOException if the address cannot be bound
   */
  public synchronized void discover(DiscoveryService.Dialect dialect, DiscoveryService.Place place)
      throws IOException {
    if (discovery.isPresent()) {
      throw new IllegalStateException("discovery runs already");
    }
    discovery =
        Optional.of(DiscoveryService.start(dialect, identity, place, network::learn, loops));
  }

  /** Connections, bans, peers as operators see them. */
  public PeerNetwork network() {
    return network;
  }

  /** Progress, broadcasts. */
  public SyncNode sync() {
    return sync;
  }

  @Override
  public synchronized void close() {
    discovery.ifPresent(DiscoveryService::close);
    network.close();
    owner.shutdownNow();
    var _ = loops.shutdownGracefully(0, 2, TimeUnit.SECONDS);
  }
}
