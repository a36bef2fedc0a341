package io.bystack.cli.node;

import io.bystack.core.api.ApiException;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.sync.ChainPeers;
import io.bystack.dpos.DposRules;
import io.bystack.dpos.OwnDraft;
import io.bystack.dpos.WatchedEvents;
import io.bystack.dpos.api.ProducerEndpoints;
import io.bystack.dpos.guard.SigningRecord;
import io.bystack.dpos.produce.BlockProducer;
import io.bystack.dpos.produce.GatePolicy;
import io.bystack.dpos.produce.ProducerParts;
import io.bystack.dpos.produce.ProducerSettings;
import io.bystack.dpos.produce.ProducerSnapshot;
import io.bystack.dpos.produce.ProducerSurroundings;
import io.bystack.dpos.produce.SlotResult;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A side chain's producer with its gate, on a node that has a key. */
final class SideProducer implements ProducerEndpoints.Desk, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SideProducer.class);

  private final ChainHost host;
  private final SigningKey key;
  private final GatePolicy policy;
  private final GateView gate;
  private final BlockProducer producer;

  /** What a node wants of its producer. */
  record Wishes(Bytes rewardProgram, GatePolicy policy) {}

  SideProducer(
      ChainHost host, SigningKey key, WatchedEvents watched, Wishes wishes, InstantSource clock) {
    this.host = host;
    this.key = key;
    this.policy = wishes.policy();
    this.gate = new GateView(host, key, watched, clock);
    DposRules rules = (DposRules) host.engine().rules();
    this.producer =
        new BlockProducer(
            new ProducerParts(
                host.engine(),
                host.pool(),
                rules,
                key.signer(),
                new OwnDraft(host.store(), host.engine().protocol().format())),
            ProducerSettings.of(wishes.rewardProgram(), policy),
            new ProducerSurroundings(
                new EngineTimer(host.thread(), clock),
                gate::snapshot,
                block -> LOG.debug("produced block {} {}", block.height(), block.hash()),
                gate::heard));
  }

  @Override
  public Optional<Bytes> xpub() {
    return Optional.of(key.signer().xpub());
  }

  @Override
  public ProducerSnapshot snapshot() {
    return gate.snapshot();
  }

  @Override
  public GatePolicy policy() {
    return policy;
  }

  @Override
  public Optional<SlotResult> lastSlot() {
    return gate.last();
  }

  @Override
  public Optional<SigningRecord> record() {
    return key.problem().isEmpty() ? Optional.of(key.signer().record()) : Optional.empty();
  }

  @Override
  public void enable(boolean on) {
    gate.enabled(on);
    host.thread().call(() -> onThread(on)).join();
  }

  private boolean onThread(boolean on) {
    if (on) {
      producer.start();
    } else {
      producer.stop();
    }
    return on;
  }

  boolean isEnabled() {
    return gate.isEnabled();
  }

  void connected(ChainPeers peers) {
    gate.network(() -> peers.network().peerCount(), () -> peers.sync().credibleHeight());
  }

  /** Makes no more blocks; the record stays open until {@link #close}. */
  void stop() {
    // Nothing may keep a node that ends from closing what comes after this.
    CompletableFuture.supplyAsync(() -> onThread(false), host.thread().own()).join();
  }

  @Override
  public void close() {
    key.close();
  }

  /** The desk of a node without a key. */
  static ProducerEndpoints.Desk none(ChainHost host) {
    return new ProducerEndpoints.Desk() {
      @Override
      public Optional<Bytes> xpub() {
        return Optional.empty();
      }

      @Override
      public ProducerSnapshot snapshot() {
        long height = host.engine().best().height();
        return new ProducerSnapshot(
            new ProducerSnapshot.Operator(false, false, false, true),
            new ProducerSnapshot.Clocks(Optional.empty(), 0),
            new ProducerSnapshot.Sync(height, height, host.store().writable()),
            new ProducerSnapshot.Guard(Optional.empty(), Optional.empty(), Optional.empty()),
            new ProducerSnapshot.Peers(0));
      }

      @Override
      public GatePolicy policy() {
        return GatePolicy.standard(1);
      }

      @Override
      public Optional<SlotResult> lastSlot() {
        return Optional.empty();
      }

      @Override
      public Optional<SigningRecord> record() {
        return Optional.empty();
      }

      @Override
      public void enable(boolean on) throws ApiException {
        if (on) {
          throw ApiException.of("this node has no signing key: set producer.key-file and restart");
        }
      }
    };
  }
}
