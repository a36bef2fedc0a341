package io.bystack.core.sync;

import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.HistoryValidator;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.model.Transaction;
import io.bystack.core.p2p.message.LaneMessage;
import io.bystack.core.p2p.message.LedgerMessages.BlockText;
import io.bystack.core.p2p.message.LedgerMessages.Blocks;
import io.bystack.core.p2p.message.LedgerMessages.Headers;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.net.Offence;
import io.bystack.core.p2p.net.PeerEvents;
import io.bystack.core.p2p.net.PeerLink;
import io.bystack.core.sync.SyncDialect.PeerStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's dealings with its peers: greets them, answers them, follows their chain, spreads blocks
 * and transactions (spec/04 §6, §7). Everything happens on the owner's thread.
 */
public final class SyncNode implements PeerEvents {
  private static final Logger LOG = LoggerFactory.getLogger(SyncNode.class);
  private static final long STATUS_PATIENCE_MILLIS = 10_000;
  private static final long STATUS_INTERVAL_MILLIS = 5_000;
  private static final long REPORT_INTERVAL_MILLIS = 10_000;

  private final ChainAccess chain;
  private final SyncDialect dialect;
  private final PeerExtension extension;
  private final Executor owner;
  private final InstantSource clock;
  private final Responder responder;
  private final Downloader downloader;
  private final BlockRelay blocks;
  private final TransactionRelay transactions;
  private final FastLane lane;
  // Changed and walked through by the owner; others look with its lock.
  private final Map<PeerLink, PeerState> peers = Collections.synchronizedMap(new LinkedHashMap<>());
  private long statusDue;
  private long reportDue;
  private long reportedHeight;
  private long reportedAt;
  private volatile long credibleHeight;
  private volatile SyncProgress progress = new SyncProgress(0, 0, 0, 0, 0, Optional.empty());

  public SyncNode(
      ChainAccess chain,
      SyncDialect dialect,
      PeerExtension extension,
      Executor owner,
      InstantSource clock) {
    this.chain = chain;
    this.dialect = dialect;
    this.extension = extension;
    this.owner = owner;
    this.clock = clock;
    this.responder = new Responder(chain, dialect);
    this.downloader = new Downloader(chain, dialect, owner, clock);
    this.blocks = new BlockRelay(chain, dialect, owner, downloader);
    this.transactions = new TransactionRelay(chain, dialect, owner);
    this.lane = new FastLane(chain, downloader, blocks, transactions);
  }

  /** The last report on how far we are; from any thread. */
  public SyncProgress progress() {
    return progress;
  }

  /**
   * How high the chain is as far as peers can be believed, at least our own height of a moment ago;
   * from any thread. Unlike {@link SyncProgress#target} no single peer can raise it.
   */
  public long credibleHeight() {
    return credibleHeight;
  }

  /** What the peers have told of their chains, by peer id; from any thread. */
  public Map<String, PeerStatus> statuses() {
    Map<String, PeerStatus> statuses = new HashMap<>();
    synchronized (peers) {
      peers.forEach(
          (link, peer) -> peer.status().ifPresent(status -> statuses.put(link.id(), status)));
    }
    return statuses;
  }

  /** The chain has a new best block; from any thread. */
  public void bestChanged() {
    owner.execute(() -> {
      BlockRef best = chain.tree().best();
      // A download's end tells peers enough; what comes otherwise, our own block above all, must go
      // out even while somebody keeps us waiting for the bodies of another branch.
      if (!downloader.brings(best.hash())) {
        blocks.announce(best, peers.values());
      }
    });
  }

  /** The pool has taken a transaction; from any thread. */
  public void poolAccepted(Transaction transaction) {
    owner.execute(() -> transactions.spread(transaction, peers.values()));
  }

  /** Sends a message to every peer that counts and does not have it; from any thread. */
  public void broadcast(Message message, PeerTest wants) {
    owner.execute(() ->
        peers.values().stream()
            .filter(PeerState::registered)
            .filter(wants::test)
            .forEach(p -> p.link().send(message)));
  }

  /** How blocks that came in short were put together; from any thread. */
  public CompactTally compactBlocks() {
    return lane.compactBlocks();
  }

  /** How far the blocks below a loaded snapshot are validated, while they are; from any thread. */
  public Optional<HistoryProgress> history() {
    return lane.history();
  }

  /** Gives snapshots to peers; from any thread. */
  public void serveSnapshots(SnapshotSource source) {
    owner.execute(() -> lane.serve(source));
  }

  /**
   * Gets the file of a snapshot from peers and fetches no blocks any more; from any thread.
   *
   * @param digest of its state
   * @param folder where its parts are gathered; what an earlier process left there is looked at
   *     before this returns, and not asked for again
   * @throws IOException if the folder cannot be made or read
   */
  public CompletableFuture<FetchedSnapshot> fetchSnapshot(long height, Hash digest, Path folder)
      throws IOException {
    CompletableFuture<FetchedSnapshot> done = new CompletableFuture<>();
    SnapshotDisk disk = SnapshotDisk.open(folder, digest);
    owner.execute(() -> lane.fetch(new SnapshotFetch(height, digest, disk, done)));
    return done;
  }

  /** Looks for another file: the one that was fetched is not what its digest says. */
  public CompletableFuture<FetchedSnapshot> refuseSnapshot() {
    CompletableFuture<FetchedSnapshot> done = new CompletableFuture<>();
    owner.execute(() -> lane.refuseSnapshot(done));
    return done;
  }

  /** Gets the blocks below the snapshot the chain began with; from any thread. */
  public void fetchHistory(HistoryValidator validator) {
    owner.execute(() -> lane.fetch(new HistoryFetch(chain, validator, owner)));
  }

  /** Which peers a message goes to. */
  @FunctionalInterface
  public interface PeerTest {
    boolean test(PeerState peer);
  }

  @Override
  public void connected(PeerLink link) {
    PeerState peer = new PeerState(link, clock.millis());
    peers.put(link, peer);
    dialect.greeting(chain).forEach(link::send);
    if (!dialect.limits().statusFirst()) {
      told(peer);
      register(peer);
    }
  }

  private void register(PeerState peer) {
    peer.register();
    if (peer.isFull()) {
      downloader.joined(peer);
    }
    transactions.introduce(peer);
  }

  private void told(PeerState peer) {
    peer.told(chain.tree().best().height(), chain.finalHeight());
  }

  @Override
  public void disconnected(PeerLink link, String reason) {
    PeerState peer = peers.remove(link);
    if (peer != null) {
      downloader.gone(peer);
      transactions.gone(peer);
      lane.gone(peer, clock.millis());
    }
  }

  @Override
  public void received(PeerLink link, Message message) {
    PeerState peer = peers.get(link);
    if (peer == null) {
      return;
    }
    if (dialect.asksStatus(message)) {
      told(peer);
      link.send(dialect.status(chain));
      return;
    }
    Optional<PeerStatus> status = dialect.asStatus(message);
    if (status.isPresent()) {
      status(peer, status.get());
      return;
    }
    if (!peer.registered()) {
      return;
    }
    long now = clock.millis();
    var announced = dialect.asAnnouncement(message);
    var sent = dialect.asTransactions(message);
    if (message instanceof LaneMessage m) {
      lane.received(peer, m, now);
    } else if (announced.isPresent()) {
      blocks.announced(peer, announced.get(), now);
    } else if (sent.isPresent()) {
      transactions.received(peer, sent.get());
    } else if (message instanceof Headers m) {
      downloader.receivedHeaders(peer, m.jsonTexts());
    } else if (message instanceof Blocks m) {
      downloader.receivedBlocks(peer, m.jsonTexts());
    } else if (message instanceof BlockText m && lane.received(peer, m)) {
      LOG.trace("{} sends a block of the past", link);
    } else if (!responder.handle(peer, message, now)
        && !extension.received(peer, message, peers.values())) {
      LOG.trace("{} sends {}, which means nothing here", link, message.getClass());
    }
  }

  private void status(PeerState peer, PeerStatus status) {
    Optional<Hash> genesis = status.genesis();
    if (genesis.isPresent() && !genesis.get().equals(chain.genesis())) {
      peer.link().close("its genesis block is another");
      return;
    }
    if (status.height() < 0 || status.finalHeight() < 0) {
      peer.link().offend(Offence.ILLEGAL, "status with a height above 2^63");
      return;
    }
    peer.status(status);
    if (!peer.registered()) {
      register(peer);
    }
  }

  @Override
  public void tick(long now) {
    for (PeerState peer : List.copyOf(peers.values())) {
      if (!peer.registered() && now - peer.since() > STATUS_PATIENCE_MILLIS) {
        peer.link().close("no status within 10 s");
      }
      transactions.tick(peer);
    }
    downloader.tick(now);
    credibleHeight = downloader.credible(now);
    transactions.tick(now);
    lane.tick(peers.values(), now);
    if (now >= statusDue) {
      statusDue = now + STATUS_INTERVAL_MILLIS;
      tellStatus(peers.values());
    }
    if (now >= reportDue) {
      report(now);
    }
  }

  /** Peers behind us learn of our height, which announcements alone do not always tell them. */
  private void tellStatus(Collection<PeerState> all) {
    long best = chain.tree().best().height();
    long fixed = chain.finalHeight();
    for (PeerState peer : all) {
      boolean news = best > peer.toldHeight() || fixed > peer.toldFinalHeight();
      if (peer.registered() && news) {
        told(peer);
        peer.link().send(dialect.status(chain));
      }
    }
  }

  private void report(long now) {
    long height = chain.tree().best().height();
    long target = downloader.credible(now);
    double seconds = Math.max(1, now - reportedAt) / 1000.0;
    double rate = reportedAt == 0 ? 0 : Math.max(0, height - reportedHeight) / seconds;
    Optional<Duration> remaining =
        rate > 0 && target > height
            ? Optional.of(Duration.ofSeconds((long) ((target - height) / rate)))
            : Optional.empty();
    progress =
        new SyncProgress(
            height, target, downloader.headersAhead(), downloader.requests(), rate, remaining);
    if (target > height + 1) {
      LOG.info(
          "synchronising: block {} of {}, {} blocks/s, {} left",
          height,
          target,
          Math.round(rate),
          remaining.map(SyncProgress::text).orElse("unknown time"));
    }
    reportDue = now + REPORT_INTERVAL_MILLIS;
    reportedHeight = height;
    reportedAt = now;
  }
}
