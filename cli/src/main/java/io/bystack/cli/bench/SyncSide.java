package io.bystack.cli.bench;

import io.bystack.core.chain.ChainEngine;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.p2p.net.NetworkSettings;
import io.bystack.core.p2p.net.NetworkSettings.Dialling;
import io.bystack.core.p2p.net.NetworkSettings.Limits;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.SyncMode;
import io.bystack.core.sync.ChainPeers;
import io.bystack.core.sync.EngineAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One of two nodes of a benchmark: a chain as a node runs it, and its peers on a loopback port. */
final class SyncSide implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 600;

  // Many nodes of one address.
  private static final Limits LIMITS = new Limits(64, 48, 48, 48, 128);

  private final ScratchChain chain;
  private final ChainPeers peers;

  private SyncSide(ScratchChain chain, ChainPeers.Speech speech, List<Integer> dialled) {
    this.chain = chain;
    this.peers = peers(chain, speech, dialled);
  }

  /**
   * Opens a chain on an empty folder; its peers are not started.
   *
   * @param dialled ports of this machine
   */
  static SyncSide open(
      ChainProtocol protocol, ChainPeers.Speech speech, InstantSource clock, List<Integer> dialled)
      throws IOException, StoreException {
    return new SyncSide(ScratchChain.open(protocol, clock, SyncMode.ON_REQUEST), speech, dialled);
  }

  /** Opens the chain of a folder, which stays. */
  static SyncSide openIn(
      Path folder,
      ChainProtocol protocol,
      ChainPeers.Speech speech,
      InstantSource clock,
      List<Integer> dialled)
      throws StoreException {
    ScratchChain chain = ScratchChain.openIn(folder, protocol, clock, SyncMode.ON_REQUEST);
    return new SyncSide(chain, speech, dialled);
  }

  private static ChainPeers peers(
      ScratchChain chain, ChainPeers.Speech speech, List<Integer> dialled) {
    List<String> keep = dialled.stream().map(port -> "127.0.0.1:" + port).toList();
    NetworkSettings settings =
        new NetworkSettings(
            Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            Optional.empty(),
            LIMITS,
            new Dialling(keep, List.of(), 0, Duration.ofSeconds(3), Optional.empty()));
    return new ChainPeers(
        new ChainPeers.Chain(
            chain.host().engine(),
            chain.host().pool(),
            EngineAccess.Threads.of(chain.host().thread(), chain.host().workers())),
        speech,
        settings,
        InstantSource.system(),
        new SecureRandom());
  }

  ScratchChain chain() {
    return chain;
  }

  ChainPeers peers() {
    return peers;
  }

  void start() throws IOException {
    peers.start();
  }

  int port() {
    return peers.network().port();
  }

  /** Starts the peers and waits until the chain has come to a height. */
  void startAndReach(long height) throws IOException, InterruptedException {
    CountDownLatch reached = reaching(height);
    start();
    await(reached);
    chain.host().store().sync();
  }

  /** Opens when the chain has come to a height. */
  CountDownLatch reaching(long height) {
    ChainEngine engine = chain.host().engine();
    CountDownLatch reached = new CountDownLatch(1);
    engine.addListener(change -> {
      if (change.best().height() >= height) {
        reached.countDown();
      }
    });
    if (engine.best().height() >= height) {
      reached.countDown();
    }
    return reached;
  }

  void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "only block " + chain.host().engine().best().height() + " came in time");
    }
  }

  @Override
  public void close() throws IOException {
    peers.close();
    chain.close();
  }
}
