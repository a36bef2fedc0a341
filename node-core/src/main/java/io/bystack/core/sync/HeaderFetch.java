package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.p2p.message.LaneMessage;
import io.bystack.core.p2p.message.LaneMessage.GetHeaderRange;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.net.Offence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks one peer at a time for headers, and checks that they follow each other. */
final class HeaderFetch {
  private static final long PATIENCE_MILLIS = 30_000;

  /** After this long another peer is asked, if there is one. */
  private static final long STALL_MILLIS = 4_000;

  private final ChainAccess chain;
  private final SyncDialect dialect;
  private Optional<Question> open = Optional.empty();
  // Answers that are no longer waited for, but may come.
  private final Map<PeerState, Integer> overdue = new HashMap<>();

  /** What was asked of whom and when. */
  private record Question(PeerState peer, List<Hash> locator, Hash stop, long at) {}

  /**
   * New headers that follow each other on a block we know or the queue's end.
   *
   * @param reachedStop whether the answer, with what was known of it, ends where we asked it to
   */
  record Found(PeerState peer, Hash start, List<BlockHeader> headers, boolean reachedStop) {}

  HeaderFetch(ChainAccess chain, SyncDialect dialect) {
    this.chain = chain;
    this.dialect = dialect;
  }

  boolean isOpen() {
    return open.isPresent();
  }

  void ask(PeerState peer, List<Hash> locator, Hash stop, long now) {
    Message request =
        peer.link().fastLane()
            ? new GetHeaderRange(locator, stop)
            : dialect.headersRequest(locator, stop);
    if (peer.link().send(request)) {
      open = Optional.of(new Question(peer, List.copyOf(locator), stop, now));
    }
  }

  /** The peer whose answer is too late; the question is closed. */
  Optional<PeerState> expire(long now) {
    Optional<Question> late = open.filter(q -> now - q.at > PATIENCE_MILLIS);
    if (late.isPresent()) {
      open = Optional.empty();
    }
    return late.map(Question::peer);
  }

  /** The peer that keeps us waiting although another could be asked; the question is closed. */
  Optional<PeerState> giveUp(Set<PeerState> others, long now) {
    Optional<Question> slow =
        open.filter(q -> now - q.at > STALL_MILLIS)
            .filter(q -> others.stream().anyMatch(p -> p != q.peer && hasMore(p)));
    slow.ifPresent(q -> overdue.merge(q.peer, 1, Integer::sum));
    if (slow.isPresent()) {
      open = Optional.empty();
    }
    return slow.map(Question::peer);
  }

  /** Whatever height the silent one claims, another that has something new will do. */
  private boolean hasMore(PeerState peer) {
    return peer.height() > chain.tree().best().height();
  }

  void gone(PeerState peer) {
    overdue.remove(peer);
    open = open.filter(q -> q.peer != peer);
  }

  /** How an answer is coded, and whether it begins with the block before the first asked for. */
  private record Form(int most, boolean startIncluded, Decoder decoder) {}

  @FunctionalInterface
  private interface Decoder {
    BlockHeader decode(Bytes header) throws DecodeException;
  }

  /** Headers as json texts; empty if they were not asked for or are not as they should be. */
  Optional<Found> receivedTexts(PeerState peer, List<Bytes> jsonTexts) {
    SyncDialect.Limits limits = dialect.limits();
    Decoder decoder = text -> chain.format().decodeHeader(JsonTexts.decodeQuoted(text));
    return received(peer, jsonTexts, new Form(limits.headers(), limits.startIncluded(), decoder));
  }

  /** Headers as their bytes, from the fast lane. */
  Optional<Found> receivedRange(PeerState peer, List<Bytes> headers) {
    return received(
        peer, headers, new Form(LaneMessage.MAX_HEADERS, false, chain.format()::decodeHeader));
  }

  private Optional<Found> received(PeerState peer, List<Bytes> coded, Form form) {
    Question question = open.filter(q -> q.peer == peer).orElse(null);
    if (question == null && overdue.containsKey(peer)) {
      overdue.computeIfPresent(peer, (_, count) -> count > 1 ? count - 1 : null);
      return Optional.empty();
    }
    if (question == null) {
      peer.link().offend(Offence.ODD, "headers that were not asked for");
      return Optional.empty();
    }
    open = Optional.empty();
    List<BlockHeader> headers = new ArrayList<>(coded.size());
    try {
      if (coded.size() > form.most) {
        throw DecodeException.format("more headers than allowed", -1);
      }
      for (Bytes one : coded) {
        BlockHeader header = form.decoder.decode(one);
        if (!headers.isEmpty() && !follows(headers.getLast(), header)) {
          throw DecodeException.format("headers that do not follow each other", -1);
        }
        headers.add(header);
      }
      return Optional.of(placed(question, headers, form.startIncluded));
    } catch (DecodeException e) {
      peer.link().offend(Offence.ILLEGAL, "headers: " + e.getMessage());
      peer.link().close("wrong headers");
      return Optional.empty();
    }
  }

  private static boolean follows(BlockHeader before, BlockHeader after) {
    return after.previous().equals(before.hash()) && after.height() == before.height() + 1;
  }

  /** Where the headers start; what is stored already is left out. */
  private Found placed(Question question, List<BlockHeader> headers, boolean startIncluded)
      throws DecodeException {
    if (headers.isEmpty()) {
      return new Found(question.peer, Hash.ZERO, List.of(), false);
    }
    boolean reachedStop = headers.getLast().hash().equals(question.stop);
    List<BlockHeader> rest = headers;
    Hash start = headers.getFirst().previous();
    if (startIncluded) {
      start = headers.getFirst().hash();
      rest = headers.subList(1, headers.size());
    }
    BlockTree tree = chain.tree();
    if (!question.locator.contains(start) && !start.equals(chain.genesis())) {
      throw DecodeException.format("headers that start somewhere else", -1);
    }
    int stored = 0;
    while (stored < rest.size() && tree.find(rest.get(stored).hash()).isPresent()) {
      start = rest.get(stored).hash();
      stored++;
    }
    return new Found(
        question.peer, start, List.copyOf(rest.subList(stored, rest.size())), reachedStop);
  }
}
