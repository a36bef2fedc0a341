package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Block;
import io.bystack.core.model.LedgerFormat;
import io.bystack.core.p2p.message.LaneMessage;
import io.bystack.core.p2p.message.LaneMessage.Bodies;
import io.bystack.core.p2p.message.LaneMessage.GetBodies;
import io.bystack.core.p2p.message.LedgerMessages.GetBlocks;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.net.Offence;
import io.bystack.core.sync.Wanted.Stage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fetches bodies for the queue of good headers from several peers at once: batches in a window
 * ahead of the tip, a few under way per peer, late ones asked of somebody else. On the fast lane
 * batches are larger and numbered.
 */
final class BodyFetch {
  /** How far ahead of the first missing body we ask. */
  private static final int WINDOW = 2_048;

  private static final int MAX_UNDER_WAY = 2;
  private static final int MAX_UNDER_WAY_FAST = 4;
  private static final int BATCH = 63;
  private static final long STALL_MILLIS = 4_000;
  private static final double BATCH_BYTES = 1 << 20;

  /**
   * How much is held.
   *
   * @param expected nothing is asked for that would, by the size of late blocks, make more bytes
   * @param held what comes beyond these bytes is dropped, but for the block all others wait for
   */
  record Memory(long expected, long held) {
    static final Memory DEFAULT = new Memory(96L << 20, 112L << 20);
  }

  private final LedgerFormat format;
  private final SyncDialect dialect;
  private final Deque<Wanted> queue;
  private final Memory memory;
  private final Map<PeerState, Deque<Batch>> underWay = new HashMap<>();
  // The first block for which some peer has sent another of its own branch.
  private Optional<Wanted> left = Optional.empty();
  private boolean deserted;
  private long heldBytes;
  private double meanBytes = 500;
  private long requests;

  /** Blocks asked of a peer in one message: consecutive, the first behind {@code start}. */
  private static final class Batch {
    final long number;
    final Hash start;
    final List<Wanted> blocks;
    // When the peer could begin to answer: asked, and done with what was asked before.
    long since;
    boolean givenUp;

    Batch(long number, List<Wanted> blocks, long since) {
      this.number = number;
      this.start = blocks.getFirst().previous();
      this.blocks = blocks;
      this.since = since;
    }
  }

  /**
   * @param queue what is wanted, in order; its owner takes out what is done with
   */
  BodyFetch(LedgerFormat format, SyncDialect dialect, Deque<Wanted> queue, Memory memory) {
    this.format = format;
    this.dialect = dialect;
    this.queue = queue;
    this.memory = memory;
  }

  int underWay() {
    return underWay.values().stream().mapToInt(Deque::size).sum();
  }

  /** Asks for what is missing, as far as peers and memory allow. */
  void assign(Set<PeerState> peers, long now) {
    List<Wanted> run = new ArrayList<>();
    int seen = 0;
    double expected = expectedBytes();
    boolean fast = peers.stream().anyMatch(p -> p.link().fastLane());
    int size = batchSize(fast);
    for (Wanted wanted : queue) {
      boolean missing = wanted.stage() == Stage.MISSING;
      boolean breaks = !missing || (run.size() >= size);
      if (breaks && !run.isEmpty()) {
        if (!ask(run, peers, now)) {
          return;
        }
        run = new ArrayList<>();
        expected = expectedBytes();
      }
      if (++seen > WINDOW || expected > memory.expected) {
        return;
      }
      if (missing) {
        run.add(wanted);
      }
    }
    if (!run.isEmpty()) {
      ask(run, peers, now);
    }
  }

  /** Whether all peers that could have what is wanted have gone over to another branch. */
  boolean isDeserted() {
    return deserted;
  }

  /** What is here, and what was asked for if it is like what has come. */
  private double expectedBytes() {
    int asked =
        underWay.values().stream()
            .flatMap(Deque::stream)
            .filter(batch -> !batch.givenUp)
            .mapToInt(batch -> batch.blocks.size())
            .sum();
    return heldBytes + asked * meanBytes;
  }

  long heldBytes() {
    return heldBytes;
  }

  /** Fewer blocks if they are big, so that a slow peer's answer still comes in time. */
  private int batchSize(boolean fast) {
    int fitting = (int) Math.max(1, BATCH_BYTES / Math.max(1, meanBytes));
    int most = fast ? LaneMessage.MAX_BODIES : Math.min(BATCH, dialect.limits().blocks() - 1);
    return Math.min(fitting, most);
  }

  /** Asks some peer for a run, or for as much of it as that peer gives at a time. */
  private boolean ask(List<Wanted> run, Set<PeerState> peers, long now) {
    Wanted last = run.getLast();
    PeerState best = null;
    boolean anyHasIt = false;
    boolean anyUseful = false;
    for (PeerState peer : peers) {
      if (peer.height() < last.height()) {
        continue;
      }
      anyHasIt = true;
      if (run.stream().anyMatch(w -> w.useless().contains(peer))) {
        continue;
      }
      anyUseful = true;
      int load = load(peer);
      int most = peer.link().fastLane() ? MAX_UNDER_WAY_FAST : MAX_UNDER_WAY;
      if (load < most && (best == null || load < load(best))) {
        best = peer;
      }
    }
    if (best == null) {
      if (anyHasIt && !anyUseful) {
        deserted |= left.filter(run::contains).isPresent();
        // All have failed once: better to ask them again than to stand still.
        run.forEach(w -> w.useless().clear());
      }
      return false;
    }
    List<Wanted> asked = run;
    while (!asked.isEmpty()) {
      boolean fast = best.link().fastLane();
      int size = Math.min(asked.size(), batchSize(fast));
      Batch batch = new Batch(++requests, List.copyOf(asked.subList(0, size)), now);
      if (!best.link().send(request(batch, fast))) {
        return false;
      }
      batch.blocks.forEach(Wanted::asked);
      underWay.computeIfAbsent(best, _ -> new ArrayDeque<>()).add(batch);
      asked = load(best) < MAX_UNDER_WAY ? asked.subList(size, asked.size()) : List.of();
    }
    return true;
  }

  private static Message request(Batch batch, boolean fast) {
    return fast
        ? new GetBodies(batch.number, batch.blocks.stream().map(Wanted::hash).toList())
        : new GetBlocks(List.of(batch.start), batch.blocks.getLast().hash());
  }

  private int load(PeerState peer) {
    Deque<Batch> batches = underWay.get(peer);
    return batches == null ? 0 : batches.size();
  }

  /** Takes a peer's answer in texts to its oldest question. */
  void receivedTexts(PeerState peer, List<Bytes> jsonTexts, long now) {
    Deque<Batch> batches = underWay.get(peer);
    Batch batch = batches == null || peer.link().fastLane() ? null : batches.poll();
    if (batch == null) {
      peer.link().offend(Offence.ODD, "blocks that were not asked for");
      return;
    }
    answered(batches, now);
    Form form = new Form(dialect.limits().startIncluded(), JsonTexts::decodeQuoted);
    take(peer, batch, jsonTexts, form);
  }

  /** Takes an answer of the fast lane. */
  void receivedBodies(PeerState peer, Bodies answer, long now) {
    Deque<Batch> batches = underWay.getOrDefault(peer, new ArrayDeque<>());
    Optional<Batch> batch = batches.stream().filter(b -> b.number == answer.request()).findFirst();
    if (batch.isEmpty()) {
      peer.link().offend(Offence.ODD, "blocks that were not asked for");
      return;
    }
    batches.remove(batch.get());
    answered(batches, now);
    take(peer, batch.get(), answer.blocks(), new Form(false, bytes -> bytes));
  }

  /** How an answer is coded, and whether it begins with the block before the first asked for. */
  private record Form(boolean startIncluded, Unpacking unpacking) {}

  @FunctionalInterface
  private interface Unpacking {
    Bytes bytes(Bytes sent) throws DecodeException;
  }

  private static void answered(Deque<Batch> left, long now) {
    if (!left.isEmpty()) {
      left.peek().since = now;
    }
  }

  private void take(PeerState peer, Batch batch, List<Bytes> answer, Form form) {
    int filled = 0;
    boolean wrong = false;
    boolean moved = false;
    boolean first = form.startIncluded;
    for (Bytes sent : answer) {
      Optional<Block> block = decode(sent, form.unpacking);
      meanBytes = 0.95 * meanBytes + 0.05 * block.map(b -> b.raw().length()).orElse(0);
      if (first && block.isPresent() && block.get().hash().equals(batch.start)) {
        first = false;
        continue;
      }
      first = false;
      boolean expected =
          block.isPresent()
              && filled < batch.blocks.size()
              && block.get().hash().equals(batch.blocks.get(filled).hash());
      if (!expected) {
        wrong = true;
        moved = filled < batch.blocks.size() && hasMoved(peer, block, batch.blocks.get(filled));
        break;
      }
      take(batch.blocks.get(filled++), block.get(), peer);
    }
    if (moved) {
      left = Optional.of(batch.blocks.get(filled));
      peer.link().offend(Offence.SLOW, "has left the branch of the blocks asked for");
    } else if (wrong) {
      peer.link().offend(Offence.ILLEGAL, "blocks other than those asked for");
    }
    if (!batch.givenUp) {
      giveBack(peer, batch.blocks.subList(filled, batch.blocks.size()), wrong || filled == 0);
    }
  }

  /**
   * Whether a block in place of another may come of an honest change of branch: a main-chain peer
   * answers with its main chain, from the start if that is still on it and else from genesis on,
   * whatever the stop (spec/04 §5.3). The fast lane asks by hash and knows no such answers.
   */
  private static boolean hasMoved(PeerState peer, Optional<Block> block, Wanted wanted) {
    return !peer.link().fastLane()
        && block
            .map(Block::header)
            .filter(h -> h.previous().equals(wanted.previous()) || h.height() == 1)
            .isPresent();
  }

  private void take(Wanted wanted, Block block, PeerState peer) {
    peer.blocks().add(wanted.hash());
    if (!isOpen(wanted)) {
      return;
    }
    if (heldBytes + block.raw().length() <= memory.held || wanted.equals(queue.peek())) {
      wanted.here(block, peer);
      heldBytes += wanted.heldBytes();
    } else {
      wanted.missing();
    }
  }

  private static boolean isOpen(Wanted wanted) {
    return wanted.stage() == Stage.ASKED || wanted.stage() == Stage.MISSING;
  }

  private Optional<Block> decode(Bytes sent, Unpacking unpacking) {
    try {
      return Optional.of(format.decodeBlock(unpacking.bytes(sent)));
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }

  private static void giveBack(PeerState peer, List<Wanted> blocks, boolean peerUseless) {
    for (Wanted wanted : blocks) {
      if (peerUseless) {
        wanted.useless().add(peer);
      }
      if (wanted.stage() == Stage.ASKED) {
        wanted.missing();
      }
    }
  }

  /** A body is done with, good or not. */
  void released(Wanted wanted) {
    heldBytes -= wanted.heldBytes();
  }

  /** Re-asks what is late; a peer past the protocol's patience loses the batch for good. */
  void expire(Set<PeerState> peers, long now) {
    long patience = dialect.limits().patience().toMillis();
    Wanted head = queue.peek();
    for (Map.Entry<PeerState, Deque<Batch>> entry : underWay.entrySet()) {
      PeerState peer = entry.getKey();
      Batch oldest = entry.getValue().peek();
      if (oldest == null) {
        continue;
      }
      long age = now - oldest.since;
      if (age > patience) {
        // Answers come in order: what was asked after it cannot be told from it any more.
        peer.link().offend(Offence.SLOW, "no answer to a request for blocks");
        entry.getValue().stream()
            .filter(b -> !b.givenUp)
            .forEach(b -> giveBack(peer, b.blocks, true));
        entry.getValue().clear();
        peer.link().close("no answer to a request for blocks");
      } else if (age > STALL_MILLIS
          && !oldest.givenUp
          && head != null
          && oldest.blocks.contains(head)
          && othersHave(head, peer, peers)) {
        oldest.givenUp = true;
        giveBack(peer, oldest.blocks, true);
      }
    }
  }

  private static boolean othersHave(Wanted wanted, PeerState late, Set<PeerState> peers) {
    return peers.stream()
        .anyMatch(p -> p != late && p.height() >= wanted.height() && !wanted.useless().contains(p));
  }

  /** A peer is gone: what it was asked for is missing again. */
  void gone(PeerState peer) {
    Deque<Batch> batches = underWay.remove(peer);
    if (batches != null) {
      batches.stream().filter(b -> !b.givenUp).forEach(b -> giveBack(peer, b.blocks, false));
    }
  }

  /** The queue is dropped; answers still to come are ignored by their stage. */
  void dropped() {
    queue.forEach(this::released);
    left = Optional.empty();
    deserted = false;
  }
}
