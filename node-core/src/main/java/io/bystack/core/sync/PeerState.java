package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.net.PeerLink;
import io.bystack.core.sync.SyncDialect.PeerStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What we know about a connected peer. Belongs to the owner's thread. */
public final class PeerState {
  /** Most control programs in a light peer's filter. */
  private static final int MAX_FILTER = 1_000;

  /** Longest control program in a light peer's filter, in bytes. */
  private static final int MAX_PROGRAM = 50;

  private final PeerLink link;
  private final long since;
  private final RecentSet<Hash> blocks = new RecentSet<>(1_024);
  private final RecentSet<Hash> transactions = new RecentSet<>(32_768);
  private final Set<Bytes> filter = new LinkedHashSet<>();
  private final Deque<Hash> poolToSend = new ArrayDeque<>();
  private volatile Optional<PeerStatus> status = Optional.empty();
  private boolean registered;
  private long toldHeight = -1;
  private long toldFinalHeight = -1;
  private double requestTokens = Responder.REQUEST_BURST;
  private long requestTokensAt;

  PeerState(PeerLink link, long now) {
    this.link = link;
    this.since = now;
    this.requestTokensAt = now;
  }

  public PeerLink link() {
    return link;
  }

  long since() {
    return since;
  }

  /** Whether it counts: we know that it is on our chain. */
  public boolean registered() {
    return registered;
  }

  void register() {
    registered = true;
  }

  /** Whether it holds whole blocks. */
  boolean isFull() {
    return link.info().serves(NodeInfo.FULL_NODE);
  }

  Optional<PeerStatus> status() {
    return status;
  }

  /** Height of the best block it has told us of, -1 if none. */
  long height() {
    return status.map(PeerStatus::height).orElse(-1L);
  }

  void status(PeerStatus told) {
    status = Optional.of(told);
  }

  /** It has shown us a block: it has at least that height. */
  void showed(long height, Hash hash) {
    if (height > height()) {
      long finalHeight = status.map(PeerStatus::finalHeight).orElse(0L);
      status = Optional.of(new PeerStatus(height, hash, finalHeight, Optional.empty()));
    }
  }

  RecentSet<Hash> blocks() {
    return blocks;
  }

  RecentSet<Hash> transactions() {
    return transactions;
  }

  /** The control programs a light peer is interested in. */
  Set<Bytes> filter() {
    return filter;
  }

  /** Adds to the filter what the limits allow; the rest is ignored silently. */
  void addToFilter(Bytes program) {
    if (program.length() <= MAX_PROGRAM && filter.size() < MAX_FILTER) {
      filter.add(program.compact());
    }
  }

  /** Ids of what of the pool still waits to be sent. */
  Deque<Hash> poolToSend() {
    return poolToSend;
  }

  /** Height of the best block in the last status we sent, -1 if none. */
  long toldHeight() {
    return toldHeight;
  }

  long toldFinalHeight() {
    return toldFinalHeight;
  }

  void told(long height, long finalHeight) {
    toldHeight = height;
    toldFinalHeight = finalHeight;
  }

  /** Takes one request from the peer's allowance; false if it is used up. */
  boolean takeRequest(long now) {
    requestTokens =
        Math.min(
            Responder.REQUEST_BURST,
            requestTokens + (now - requestTokensAt) * Responder.REQUESTS_PER_SECOND / 1000.0);
    requestTokensAt = now;
    if (requestTokens < 1) {
      return false;
    }
    requestTokens--;
    return true;
  }

  @Override
  public String toString() {
    return link.toString();
  }
}
