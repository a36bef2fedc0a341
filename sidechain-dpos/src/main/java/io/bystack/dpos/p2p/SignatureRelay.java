package io.bystack.dpos.p2p;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.net.Offence;
import io.bystack.core.sync.PeerExtension;
import io.bystack.core.sync.PeerState;
import io.bystack.core.sync.RecentSet;
import io.bystack.core.sync.SyncNode;
import io.bystack.dpos.BlockSignature;
import io.bystack.dpos.ConsensusError;
import io.bystack.dpos.SignatureAnnouncer;
import io.bystack.dpos.produce.SignatureRequests;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes block signatures from peers and spreads those the chain announces (spec/04 §7.6). What is
 * new comes back from the chain as an announcement, once it is durable.
 */
public final class SignatureRelay implements PeerExtension, SignatureAnnouncer, SignatureRequests {
  private static final Logger LOG = LoggerFactory.getLogger(SignatureRelay.class);
  private static final int SIGNATURE = 64;
  private static final int XPUB = 64;
  private static final int KNOWN_PER_PEER = 1_024;
  private static final int MAX_IN_HAND = 1_024;
  private static final int MAX_IN_HAND_OF_A_PEER = 256;
  private static final int MOST_WANTED = 16;
  private static final int ANSWERS_KEPT = 64;

  private final Map<PeerState, RecentSet<Key>> known = new WeakHashMap<>();
  private final Map<PeerState, RecentSet<Answer>> answered = new WeakHashMap<>();
  private final Map<PeerState, Integer> inHand = new HashMap<>();
  private int allInHand;
  private volatile Optional<Chain> chain = Optional.empty();

  /** Takes a signature on the engine's thread. */
  @FunctionalInterface
  public interface Receiver {
    Object receive(BlockSignature signature) throws RuleViolation;
  }

  private record Key(Hash block, Bytes xpub) {}

  private record Answer(Hash block, int signatures) {}

  /** The signatures a stored block has; none for another. Safe for any thread. */
  @FunctionalInterface
  public interface Source {
    List<BlockSignature> signatures(Hash block);
  }

  private record Chain(SyncNode node, Executor engineThread, Receiver receiver, Source source) {}

  /** Connects the chain and its node; until then signatures go nowhere. */
  public void connect(SyncNode node, Executor engineThread, Receiver receiver, Source source) {
    chain = Optional.of(new Chain(node, engineThread, receiver, source));
  }

  /** Asks all peers of our own software; what they send is taken like any other signature. */
  @Override
  public void ask(List<Hash> blocks) {
    DposMessages.SignaturesWanted message =
        new DposMessages.SignaturesWanted(blocks.subList(0, Math.min(MOST_WANTED, blocks.size())));
    chain.ifPresent(c -> c.node.broadcast(message, peer -> peer.link().fastLane()));
  }

  /** Answers once for a block and a peer, unless new signatures have come since. */
  private void answer(PeerState peer, DposMessages.SignaturesWanted wanted) {
    if (wanted.blocks().size() > MOST_WANTED) {
      peer.link().offend(Offence.ILLEGAL, wanted.blocks().size() + " blocks in one request");
      return;
    }
    for (Hash block : wanted.blocks()) {
      List<BlockSignature> signatures =
          chain.map(c -> c.source.signatures(block)).orElse(List.of());
      if (markAnswered(peer, new Answer(block, signatures.size()))) {
        signatures.forEach(s ->
            peer.link().send(new DposMessages.BlockSignature(s.block(), s.signature(), s.xpub())));
      }
    }
  }

  private synchronized boolean markAnswered(PeerState peer, Answer answer) {
    return answered.computeIfAbsent(peer, _ -> new RecentSet<>(ANSWERS_KEPT)).add(answer);
  }

  @Override
  public boolean received(PeerState peer, Message message, Collection<PeerState> all) {
    if (message instanceof DposMessages.SignaturesWanted wanted) {
      answer(peer, wanted);
      return true;
    }
    if (!(message instanceof DposMessages.BlockSignature m)) {
      return false;
    }
    if (m.signature().length() != SIGNATURE || m.xpub().length() != XPUB) {
      peer.link().offend(Offence.ILLEGAL, "block signature of a wrong length");
      return true;
    }
    markKnown(peer, new Key(m.block(), m.xpub().compact()));
    if (chain.isEmpty() || !begin(peer)) {
      return true;
    }
    BlockSignature signature =
        new BlockSignature(m.block(), m.signature().compact(), m.xpub().compact());
    Chain to = chain.get();
    try {
      to.engineThread.execute(() -> take(peer, signature, to.receiver));
    } catch (RejectedExecutionException e) {
      end(peer);
      LOG.debug("signature of {} is dropped: {}", signature.block(), e.getMessage());
    }
    return true;
  }

  /** Whether one more of a peer's signatures may wait for the chain. */
  private synchronized boolean begin(PeerState peer) {
    int ofPeer = inHand.getOrDefault(peer, 0);
    if (allInHand >= MAX_IN_HAND || ofPeer >= MAX_IN_HAND_OF_A_PEER) {
      return false;
    }
    inHand.put(peer, ofPeer + 1);
    allInHand++;
    return true;
  }

  private synchronized void end(PeerState peer) {
    inHand.computeIfPresent(peer, (_, ofPeer) -> ofPeer == 1 ? null : ofPeer - 1);
    allInHand--;
  }

  private void take(PeerState peer, BlockSignature signature, Receiver receiver) {
    try {
      var _ = receiver.receive(signature);
    } catch (RuleViolation e) {
      boolean byPeer =
          e.rule().equals(ConsensusError.INVALID_SIGNATURE.text())
              || e.rule().equals(ConsensusError.UNKNOWN_NODE.text());
      LOG.debug("signature of {} by {}: {}", signature.block(), signature.xpub(), e.getMessage());
      if (byPeer) {
        peer.link().offend(Offence.ILLEGAL, "bad block signature: " + e.getMessage());
      }
    } finally {
      end(peer);
    }
  }

  private synchronized boolean markKnown(PeerState peer, Key key) {
    return known.computeIfAbsent(peer, _ -> new RecentSet<>(KNOWN_PER_PEER)).add(key);
  }

  @Override
  public void announce(BlockSignature signature) {
    Key key = new Key(signature.block(), signature.xpub());
    chain.ifPresent(c ->
        c.node.broadcast(
            new DposMessages.BlockSignature(
                signature.block(), signature.signature(), signature.xpub()),
            peer -> markKnown(peer, key)));
  }
}
