package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.p2p.message.LaneMessage.Bodies;
import io.bystack.core.p2p.net.Offence;
import io.bystack.core.sync.ChainAccess.BlockVerdict;
import io.bystack.core.sync.ChainAccess.HeadersVerdict;
import io.bystack.core.sync.HeaderFetch.Found;
import io.bystack.core.sync.Wanted.Stage;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings our chain up to the best one peers have: headers first, from one peer, checked before a
 * body is asked for; bodies from all peers that have them; handed to the chain in order, many at a
 * time.
 */
final class Downloader {
  private static final Logger LOG = LoggerFactory.getLogger(Downloader.class);

  /** Most good headers ahead of their bodies. */
  private static final int MAX_AHEAD = 16_384;

  /** Headers are a few hundred bytes; nobody can make them more than this. */
  private static final long MAX_AHEAD_BYTES = 48L << 20;

  private static final int MAX_SUBMITTED = 128;
  private static final long PAUSE_MILLIS = 2_000;
  private static final long EXCLUSION_MILLIS = 60_000;
  private static final long SLOW_MILLIS = 10_000;

  private final ChainAccess chain;
  private final SyncDialect dialect;
  private final Executor owner;
  private final InstantSource clock;
  private final HeaderFetch headers;
  private final BodyFetch bodies;
  private final Deque<Wanted> queue = new ArrayDeque<>();
  private final Set<PeerState> peers = new LinkedHashSet<>();
  private final Map<PeerState, Long> excludedUntil = new HashMap<>();
  private final PeerClaims claims;
  private final RecentSet<Hash> inHand = new RecentSet<>(256);
  private Optional<PeerState> headerSource = Optional.empty();
  private boolean checking;
  private int submitted;
  private int generation;
  private long pausedUntil;
  private boolean held;

  Downloader(ChainAccess chain, SyncDialect dialect, Executor owner, InstantSource clock) {
    this.chain = chain;
    this.dialect = dialect;
    this.owner = owner;
    this.clock = clock;
    this.claims = new PeerClaims(chain.tree());
    this.headers = new HeaderFetch(chain, dialect);
    this.bodies = new BodyFetch(chain.format(), dialect, queue, BodyFetch.Memory.DEFAULT);
  }

  /** Nothing is fetched any more. */
  void hold() {
    held = true;
  }

  /** A full peer that counts. */
  void joined(PeerState peer) {
    peers.add(peer);
  }

  void gone(PeerState peer) {
    peers.remove(peer);
    excludedUntil.remove(peer);
    claims.gone(peer);
    headers.gone(peer);
    bodies.gone(peer);
  }

  /** Whether blocks are being fetched in bulk, so that new ones need no attention of their own. */
  boolean isBusy() {
    return queue.size() > 1;
  }

  /** Whether a block is one of several that are being fetched, handed over and not the last. */
  boolean brings(Hash hash) {
    if (!isBusy()) {
      return false;
    }
    for (Wanted wanted : queue) {
      // Those handed over are in front.
      if (wanted.stage() != Stage.SUBMITTED) {
        return false;
      }
      if (wanted.hash().equals(hash)) {
        return true;
      }
    }
    return false;
  }

  int headersAhead() {
    return queue.size();
  }

  int requests() {
    return bodies.underWay();
  }

  /**
   * How high the chain is as far as peers can be believed, or checked headers show; at least our
   * own height.
   */
  long credible(long now) {
    long best = chain.tree().best().height();
    return claims.credible(
        usable(now), queue.isEmpty() ? best : Math.max(best, queue.getLast().height()));
  }

  /** Does what is due. */
  void tick(long now) {
    headers.expire(now).ifPresent(p -> unanswered(p, now));
    headers.giveUp(usable(now), now).ifPresent(p -> excludedUntil.put(p, now + SLOW_MILLIS));
    bodies.expire(usable(now), now);
    claims.tick(now);
    if (held || now < pausedUntil) {
      return;
    }
    askForHeaders(now);
    bodies.assign(usable(now), now);
    if (bodies.isDeserted()) {
      restart("no peer is on their branch any more", now);
    }
  }

  private void unanswered(PeerState peer, long now) {
    // The block it had shown may be gone from its main chain: then silence is no fault.
    peer.link().offend(Offence.SLOW, "no answer to a request for headers");
    claims.couldNotShow(peer);
    exclude(peer, now);
    dialect.statusRequest().ifPresent(peer.link()::send);
  }

  private void exclude(PeerState peer, long now) {
    excludedUntil.put(peer, now + EXCLUSION_MILLIS);
  }

  private Set<PeerState> usable(long now) {
    Set<PeerState> usable = new LinkedHashSet<>(peers);
    usable.removeIf(p -> excludedUntil.getOrDefault(p, 0L) > now);
    return usable;
  }

  /** A block that is being looked at needs no headers asked for it. */
  void inHand(Hash hash) {
    inHand.add(hash);
  }

  private void askForHeaders(long now) {
    if (headers.isOpen() || checking || isFull()) {
      return;
    }
    long ours = queue.isEmpty() ? chain.tree().best().height() : queue.getLast().height();
    PeerState best = null;
    for (PeerState peer : usable(now)) {
      boolean more =
          peer.height() > ours
              && !inHand.contains(peer.status().orElseThrow().hash())
              && claims.mayBeNew(peer);
      if (more && (best == null || peer.height() > best.height())) {
        best = peer;
      }
    }
    if (best != null) {
      ask(best, best.status().orElseThrow().hash(), now);
    }
  }

  private boolean isFull() {
    return queue.size() >= MAX_AHEAD
        || queue.stream().mapToLong(w -> w.header().raw().length()).sum() >= MAX_AHEAD_BYTES;
  }

  private void ask(PeerState peer, Hash stop, long now) {
    List<Hash> locator = new ArrayList<>();
    if (!queue.isEmpty()) {
      locator.add(queue.getLast().hash());
    }
    locator.addAll(Locator.of(chain.tree(), chain.tree().best()));
    headers.ask(peer, locator, stop, now);
  }

  /** A peer has shown a block we cannot place: ask it what leads there. */
  void leadsTo(PeerState peer, Hash hash, long now) {
    inHand.remove(hash);
    boolean free = !held && !headers.isOpen() && !checking && queue.isEmpty();
    if (free && peers.contains(peer)) {
      ask(peer, hash, now);
    }
  }

  void receivedHeaders(PeerState peer, List<Bytes> jsonTexts) {
    headers.receivedTexts(peer, jsonTexts).ifPresent(found -> found(peer, found));
  }

  void receivedRange(PeerState peer, List<Bytes> range) {
    headers.receivedRange(peer, range).ifPresent(found -> found(peer, found));
  }

  private void found(PeerState peer, Found found) {
    if (found.headers().isEmpty()) {
      claims.nothingNew(peer);
      if (!found.reachedStop()) {
        claims.couldNotShow(peer);
      }
      return;
    }
    claims.couldShow(peer);
    boolean onQueue = !queue.isEmpty() && queue.getLast().hash().equals(found.start());
    if (!onQueue && !queue.isEmpty()) {
      if (found.headers().getLast().height() <= queue.getLast().height()) {
        claims.nothingNew(peer);
        return;
      }
      LOG.info("{} has a longer branch than the one being fetched", peer);
      drop();
    }
    checking = true;
    int asked = generation;
    List<BlockHeader> ahead = queue.stream().map(Wanted::header).toList();
    chain.checkHeaders(ahead, found.headers(), v -> owner.execute(() -> checked(found, v, asked)));
  }

  private void checked(Found found, HeadersVerdict verdict, int asked) {
    checking = false;
    if (asked != generation) {
      return;
    }
    long now = clock.millis();
    found.headers().subList(0, verdict.good()).forEach(h -> queue.add(new Wanted(h)));
    headerSource = Optional.of(found.peer());
    Optional<RuleViolation> fault = verdict.fault();
    if (fault.isPresent()) {
      if (fault.get().verdict() == RuleViolation.Verdict.TEMPORARY) {
        exclude(found.peer(), now);
      } else {
        found.peer().link().offend(Offence.ILLEGAL, "bad header: " + fault.get().getMessage());
        found.peer().link().close("bad header");
      }
    }
    tick(now);
  }

  void receivedBlocks(PeerState peer, List<Bytes> jsonTexts) {
    long now = clock.millis();
    bodies.receivedTexts(peer, jsonTexts, now);
    submit();
    tick(now);
  }

  void receivedBodies(PeerState peer, Bodies answer) {
    long now = clock.millis();
    bodies.receivedBodies(peer, answer, now);
    submit();
    tick(now);
  }

  /** Hands bodies to the chain as long as the next one is here. */
  private void submit() {
    for (Wanted wanted : queue) {
      if (wanted.stage() == Stage.SUBMITTED) {
        continue;
      }
      if (wanted.stage() != Stage.HERE || submitted >= MAX_SUBMITTED) {
        return;
      }
      wanted.submitted();
      submitted++;
      int asked = generation;
      chain.submit(
          wanted.body().orElseThrow(),
          wanted.from().orElseThrow().link().id(),
          verdict -> owner.execute(() -> stored(wanted, verdict, asked)));
    }
  }

  private void stored(Wanted wanted, BlockVerdict verdict, int asked) {
    if (asked != generation) {
      return;
    }
    submitted--;
    switch (verdict.fate()) {
      case STORED, KNOWN -> {
        bodies.released(wanted);
        queue.remove(wanted);
        submit();
        if (queue.isEmpty()) {
          finished(wanted);
        }
      }
      case ORPHAN -> restart("a block of the queue has lost its parent", clock.millis());
      case REJECTED -> rejected(wanted, verdict, clock.millis());
    }
  }

  private void finished(Wanted last) {
    BlockRef best = chain.tree().best();
    LOG.info("blocks up to {} are here, best block is {}", last.height(), best);
  }

  private void rejected(Wanted wanted, BlockVerdict verdict, long now) {
    String why = verdict.violation().map(RuleViolation::getMessage).orElse("refused");
    RuleViolation.Verdict kind =
        verdict.violation().map(RuleViolation::verdict).orElse(RuleViolation.Verdict.TEMPORARY);
    LOG.warn("block {} {} is refused: {}", wanted.height(), wanted.hash(), why);
    switch (kind) {
      case TEMPORARY -> restart(why, now);
      case COPY -> {
        // Another copy of the same block may be good: it is asked for elsewhere.
        PeerState giver = wanted.from().orElseThrow();
        giver.link().offend(Offence.ILLEGAL, "bad block: " + why);
        bodies.released(wanted);
        wanted.missing();
        wanted.useless().add(giver);
        restartBehind(wanted, now);
      }
      case HEADER, BRANCH -> {
        wanted.from().orElseThrow().link().offend(Offence.ILLEGAL, "bad block: " + why);
        headerSource.ifPresent(p -> {
          p.link().offend(Offence.ILLEGAL, "headers of a bad branch");
          exclude(p, now);
        });
        restart(why, now);
      }
    }
  }

  /**
   * Blocks handed over behind a bad copy are on their way back as orphans: they are handed again.
   */
  private void restartBehind(Wanted bad, long now) {
    generation++;
    submitted = 0;
    for (Wanted wanted : queue) {
      if (wanted != bad && wanted.stage() == Stage.SUBMITTED) {
        wanted.here(wanted.body().orElseThrow(), wanted.from().orElseThrow());
      }
    }
    bodies.assign(usable(now), now);
  }

  private void restart(String why, long now) {
    LOG.debug("the queue of headers is dropped: {}", why);
    drop();
    pausedUntil = now + PAUSE_MILLIS;
  }

  private void drop() {
    generation++;
    submitted = 0;
    bodies.dropped();
    queue.clear();
    claims.lookAgain();
  }
}
