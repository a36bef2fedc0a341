package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.HistoryValidator;
import io.bystack.core.model.Block;
import io.bystack.core.p2p.message.LaneMessage.Bodies;
import io.bystack.core.p2p.message.LaneMessage.GetBodies;
import io.bystack.core.p2p.message.LedgerMessages.BlockText;
import io.bystack.core.p2p.message.LedgerMessages.GetBlock;
import io.bystack.core.p2p.net.Offence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the blocks below a loaded snapshot, whose hashes are known, for the validator: in batches
 * on the fast lane, one by one from reference nodes. Belongs to the owner's thread.
 */
final class HistoryFetch {
  /** Requests for bodies from this number on are ours. */
  static final long FIRST_REQUEST = 1L << 62;

  private static final Logger LOG = LoggerFactory.getLogger(HistoryFetch.class);
  private static final int WINDOW = 512;
  private static final int BATCH = 64;
  private static final int FAST_UNDER_WAY = 2;
  private static final int TEXTS_UNDER_WAY = 8;

  /** While there is more nothing is asked for. */
  private static final long MAX_HELD_BYTES = 48L << 20;

  /** What comes beyond this is dropped, but for the block everything waits for. */
  private static final long MOST_HELD_BYTES = 80L << 20;

  private static final long PATIENCE_MILLIS = 20_000;
  private static final long EXCLUSION_MILLIS = 60_000;
  private static final long REPORT_MILLIS = 10_000;

  private final ChainAccess chain;
  private final HistoryValidator validator;
  private final Executor owner;
  private final Map<Long, Request> requests = new HashMap<>();
  private final Map<Long, Long> askedIn = new HashMap<>();
  private final TreeMap<Long, Received> here = new TreeMap<>();
  private final Map<PeerState, Long> excludedUntil = new HashMap<>();
  private long next;
  private long nextRequest = FIRST_REQUEST;
  private long heldBytes;
  private long reportDue;
  private long reportedAt;
  private long reportedHeight;
  private volatile double blocksPerSecond;
  private long lastTick;
  private int given;
  private volatile boolean ended;
  private boolean paused;

  /** What was asked of a peer at once, by height. */
  private record Request(PeerState peer, List<Long> heights, long since) {}

  private record Received(Block block, PeerState from) {}

  HistoryFetch(ChainAccess chain, HistoryValidator validator, Executor owner) {
    this.chain = chain;
    this.validator = validator;
    this.owner = owner;
    this.next = validator.validated() + 1;
  }

  /** Asks for what is missing, unless new blocks need the line. */
  void tick(Collection<PeerState> peers, boolean busy, long now) {
    if (ended) {
      return;
    }
    lastTick = now;
    paused = busy;
    expire(now);
    if (!busy) {
      peers.stream()
          .filter(p -> p.registered() && p.isFull())
          .filter(p -> excludedUntil.getOrDefault(p, 0L) <= now)
          .forEach(p -> assign(p, now));
    }
    if (now >= reportDue) {
      report(now);
    }
  }

  private void report(long now) {
    long height = validator.validated();
    if (reportedAt > 0) {
      blocksPerSecond = (height - reportedHeight) * 1_000.0 / Math.max(1, now - reportedAt);
    }
    reportDue = now + REPORT_MILLIS;
    reportedAt = now;
    reportedHeight = height;
    LOG.info(
        "blocks below the snapshot: {} of {} validated, {} blocks/s, {} left",
        height,
        validator.target(),
        Math.round(blocksPerSecond),
        progress()
            .flatMap(HistoryProgress::remaining)
            .map(SyncProgress::text)
            .orElse("unknown time"));
  }

  /** How far it is, from any thread; none once it has ended. */
  Optional<HistoryProgress> progress() {
    return ended
        ? Optional.empty()
        : Optional.of(
            HistoryProgress.of(validator.validated(), validator.target(), blocksPerSecond));
  }

  private void assign(PeerState peer, long now) {
    boolean fast = peer.link().fastLane();
    int most = fast ? FAST_UNDER_WAY : TEXTS_UNDER_WAY;
    long underWay = requests.values().stream().filter(r -> r.peer == peer).count();
    while (underWay < most) {
      List<Long> heights = missing(fast ? BATCH : 1);
      if (heights.isEmpty() || !ask(peer, heights, fast, now)) {
        return;
      }
      underWay++;
    }
  }

  /** The lowest heights that are neither here nor asked for. */
  private List<Long> missing(int most) {
    List<Long> heights = new ArrayList<>();
    long end = Math.min(validator.target(), next + WINDOW - 1);
    for (long height = next; height <= end && heights.size() < most; height++) {
      if (heldBytes > MAX_HELD_BYTES && height > next) {
        break;
      }
      if (!here.containsKey(height) && !askedIn.containsKey(height)) {
        heights.add(height);
      }
    }
    return heights;
  }

  private boolean ask(PeerState peer, List<Long> heights, boolean fast, long now) {
    long number = nextRequest++;
    List<Hash> hashes = heights.stream().map(validator::expected).toList();
    boolean sent =
        peer.link().send(fast ? new GetBodies(number, hashes) : new GetBlock(0, hashes.getFirst()));
    if (sent) {
      requests.put(number, new Request(peer, heights, now));
      heights.forEach(height -> askedIn.put(height, number));
    }
    return sent;
  }

  private void expire(long now) {
    for (Map.Entry<Long, Request> entry : List.copyOf(requests.entrySet())) {
      Request request = entry.getValue();
      if (now - request.since > PATIENCE_MILLIS) {
        giveBack(entry.getKey());
        exclude(request.peer, now);
      }
    }
  }

  private void exclude(PeerState peer, long now) {
    excludedUntil.put(peer, now + EXCLUSION_MILLIS);
  }

  private Optional<Request> giveBack(long number) {
    Optional<Request> request = Optional.ofNullable(requests.remove(number));
    request.ifPresent(r -> r.heights.forEach(height -> askedIn.remove(height, number)));
    return request;
  }

  void gone(PeerState peer) {
    excludedUntil.remove(peer);
    List<Long> lost =
        requests.entrySet().stream()
            .filter(e -> e.getValue().peer == peer)
            .map(Map.Entry::getKey)
            .toList();
    lost.forEach(this::giveBack);
  }

  /** An answer of the fast lane. */
  void received(PeerState peer, Bodies answer, long now) {
    Request request = requests.get(answer.request());
    if (request == null || request.peer != peer) {
      return;
    }
    giveBack(answer.request());
    if (answer.blocks().isEmpty()) {
      exclude(peer, now);
    }
    Iterator<Long> heights = request.heights.iterator();
    for (Bytes raw : answer.blocks()) {
      if (!heights.hasNext() || !take(peer, heights.next(), raw)) {
        break;
      }
    }
    offer();
    more(peer);
  }

  /** Asks a peer that has just answered for more, unless new blocks need the line. */
  private void more(PeerState peer) {
    if (!ended && !paused && excludedUntil.getOrDefault(peer, 0L) <= lastTick) {
      assign(peer, lastTick);
    }
  }

  /** A single block as text; false if we have asked for none. */
  boolean received(PeerState peer, BlockText answer) {
    Optional<Block> block;
    try {
      block = Optional.of(chain.format().decodeBlock(JsonTexts.decode(answer.text())));
    } catch (DecodeException e) {
      return false;
    }
    Long number = askedIn.get(block.get().height());
    Request request = number == null ? null : requests.get(number);
    if (request == null || request.peer != peer) {
      return false;
    }
    giveBack(number);
    boolean _ = take(peer, request.heights.getFirst(), block.get().raw());
    offer();
    more(peer);
    return true;
  }

  private boolean take(PeerState peer, long height, Bytes raw) {
    try {
      Block block = chain.format().decodeBlock(raw);
      if (block.hash().equals(validator.expected(height))) {
        boolean fits = heldBytes + raw.length() <= MOST_HELD_BYTES || height == next;
        if (fits && height >= next && here.putIfAbsent(height, new Received(block, peer)) == null) {
          heldBytes += raw.length();
        }
        return true;
      }
    } catch (DecodeException e) {
      LOG.debug("{} sends block {} that does not decode: {}", peer, height, e.getMessage());
    }
    peer.link().offend(Offence.ILLEGAL, "a block of the past other than asked for");
    return false;
  }

  /** Gives the validator what is next. */
  private void offer() {
    while (!ended && given < BATCH) {
      Received received = here.remove(next);
      if (received == null) {
        return;
      }
      long height = next++;
      given++;
      validator.take(
          received.block, fate -> owner.execute(() -> validated(height, received, fate)));
    }
  }

  private void validated(long height, Received received, HistoryValidator.Fate fate) {
    given--;
    heldBytes -= received.block.raw().length();
    switch (fate) {
      case TAKEN -> {}
      case ENDED -> ended = true;
      case BAD_COPY -> again(height, received);
    }
    offer();
  }

  /** A bad copy: those handed over behind it are refused too, and all are asked for again. */
  private void again(long height, Received received) {
    if (height >= next) {
      return;
    }
    // Only the lowest of them is somebody's fault; the others had lost their parent.
    if (height == validator.validated() + 1) {
      received.from.link().offend(Offence.ILLEGAL, "a bad copy of block " + height);
      exclude(received.from, lastTick);
    }
    next = height;
  }
}
