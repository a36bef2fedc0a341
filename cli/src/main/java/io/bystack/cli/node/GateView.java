package io.bystack.cli.node;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.TipChange;
import io.bystack.dpos.ConsensusView;
import io.bystack.dpos.DposRules;
import io.bystack.dpos.OwnSigner;
import io.bystack.dpos.WatchedEvents;
import io.bystack.dpos.guard.SigningRecord;
import io.bystack.dpos.produce.GateReason;
import io.bystack.dpos.produce.PeerClock;
import io.bystack.dpos.produce.ProducerSnapshot;
import io.bystack.dpos.produce.SlotResult;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the production gate of one chain looks at, and what became of our last slot. */
final class GateView {
  private static final Logger LOG = LoggerFactory.getLogger(GateView.class);

  private final ChainHost host;
  private final ConsensusView view;
  private final OwnSigner signer;
  private final WatchedEvents watched;
  private final SlotMetrics slots;
  private final Optional<String> guardProblem;
  private final PeerClock peerClock = new PeerClock();
  private final InstantSource clock;
  // Of the engine's thread.
  private long lastArrival;
  private volatile boolean enabled;
  private volatile Optional<SlotResult> last = Optional.empty();
  private volatile IntSupplier peers = () -> 0;
  private volatile LongSupplier peersHeight;

  GateView(ChainHost host, SigningKey key, WatchedEvents watched, InstantSource clock) {
    this.watched = watched;
    this.host = host;
    this.slots = new SlotMetrics(host.metrics());
    this.view = ((DposRules) host.engine().rules()).view();
    this.signer = key.signer();
    this.guardProblem = key.problem();
    this.clock = clock;
    this.peersHeight = () -> host.engine().best().height();
    host.engine().addListener(this::listen);
  }

  /**
   * A single new block at the peers' height that came by itself, not on the heels of another as
   * those do that are caught up with, has just been made: its time tells the others' clock.
   */
  private void listen(TipChange change) {
    BlockRef block = change.best();
    long now = clock.millis();
    boolean alone = now - lastArrival >= view.parameters().round().blockIntervalMs() / 2;
    lastArrival = now;
    if (!alone || change.connected().size() != 1 || block.height() < peersHeight.getAsLong()) {
      return;
    }
    try {
      Bytes producer = view.producer(change.previous(), block.timestamp()).xpub();
      if (block.previous().equals(change.previous().hash()) && !producer.equals(signer.xpub())) {
        peerClock.heard(producer, block.timestamp(), now);
      }
    } catch (RuleViolation e) {
      LOG.debug("no producer of block {}: {}", block, e.getMessage());
    }
  }

  /** Tells where to ask for the peers once there is a network. */
  void network(IntSupplier connected, LongSupplier highest) {
    this.peers = connected;
    this.peersHeight = highest;
  }

  void enabled(boolean on) {
    enabled = on;
  }

  boolean isEnabled() {
    return enabled;
  }

  ProducerSnapshot snapshot() {
    long height = view.best().height();
    return new ProducerSnapshot(
        new ProducerSnapshot.Operator(enabled, true, elected(), true),
        new ProducerSnapshot.Clocks(
            peerClock.offset(clock.millis()), view.best().timestamp() - clock.millis()),
        new ProducerSnapshot.Sync(
            height, Math.max(height, peersHeight.getAsLong()), host.store().writable()),
        new ProducerSnapshot.Guard(
            guardProblem,
            signer.record().last().map(SigningRecord.Signed::height),
            watched.foreignSignature()),
        new ProducerSnapshot.Peers(peers.getAsInt()));
  }

  private boolean elected() {
    try {
      return view.nodesAfter(host.engine().best()).orderOf(signer.xpub()).isPresent();
    } catch (RuleViolation e) {
      return false;
    }
  }

  /** Hears of every slot of ours; a reason is logged when it changes, not every half second. */
  void heard(SlotResult result) {
    List<GateReason> before = last.map(SlotResult::reasons).orElse(List.of());
    last = Optional.of(result);
    slots.heard(result);
    if (!result.reasons().isEmpty() && !result.reasons().equals(before)) {
      LOG.warn("no block at height {}: {}", result.height(), result.reasons());
    }
  }

  Optional<SlotResult> last() {
    return last;
  }
}
