package io.bystack.core.sync;

import io.bystack.core.p2p.net.NetworkSettings;
import io.bystack.core.p2p.net.NetworkSettings.Dialling;
import io.bystack.core.p2p.net.NetworkSettings.Limits;
import io.bystack.core.p2p.net.PeerNetwork;
import io.bystack.core.p2p.net.PeerProtocol;
import io.bystack.core.sync.vectors.RecordedChain;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A whole node but for the engine, on a real loopback socket. */
public final class LoopbackNode implements AutoCloseable {
  /** Loopback tests have many peers of one address. */
  public static final Limits LIMITS = new Limits(64, 48, 48, 48, 128);

  private final RecordedChain chain;
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final ScheduledExecutorService owner =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("owner").daemon().factory());
  private final PeerNetwork network;
  private final SyncNode sync;

  /** What a node is made of. */
  public record Parts(PeerProtocol protocol, SyncDialect dialect, RecordedChain chain) {}

  private LoopbackNode(Parts parts, NetworkSettings settings) throws IOException {
    this.chain = parts.chain;
    InstantSource clock = InstantSource.system();
    this.sync = new SyncNode(chain, parts.dialect, PeerExtension.NONE, owner, clock);
    this.network =
        new PeerNetwork(
            settings,
            parts.protocol,
            new PeerNetwork.Surroundings(clock, new SecureRandom(), owner, loops),
            sync);
    chain.onBest(_ -> sync.bestChanged());
    chain.onPool(sync::poolAccepted);
    network.start();
  }

  /** A node that accepts on any port and dials the given ports of this machine for ever. */
  public static LoopbackNode start(Parts parts, Integer... dialled) throws IOException {
    return start(parts, LIMITS, Optional.empty(), dialled);
  }

  public static LoopbackNode start(
      Parts parts, Limits limits, Optional<Path> folder, Integer... dialled) throws IOException {
    List<String> keep = Arrays.stream(dialled).map(p -> "127.0.0.1:" + p).toList();
    Dialling dialling = new Dialling(keep, List.of(), 0, Duration.ofSeconds(3), Optional.empty());
    return new LoopbackNode(
        parts,
        new NetworkSettings(
            Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            folder,
            limits,
            dialling));
  }

  /** A node with any settings. */
  public static LoopbackNode start(Parts parts, NetworkSettings settings) throws IOException {
    return new LoopbackNode(parts, settings);
  }

  public RecordedChain chain() {
    return chain;
  }

  public PeerNetwork network() {
    return network;
  }

  public SyncNode sync() {
    return sync;
  }

  public int port() {
    return network.port();
  }

  /** Waits until something holds, at most so many seconds; whether it came to hold. */
  public static boolean within(int seconds, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return true;
  }

  /** Waits until its chain has at least a height, at most so many seconds. */
  public boolean reaches(long height, int seconds) throws InterruptedException {
    return within(seconds, () -> chain.best().height() >= height);
  }

  @Override
  public void close() {
    network.close();
    owner.shutdownNow();
    var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
