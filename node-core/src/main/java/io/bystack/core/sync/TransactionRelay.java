package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Transaction;
import io.bystack.core.p2p.message.LaneMessage;
import io.bystack.core.p2p.message.LaneMessage.Inventory;
import io.bystack.core.p2p.message.LaneMessage.PoolTransactions;
import io.bystack.core.p2p.message.LedgerMessages.TransactionText;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.net.Offence;
import io.bystack.core.sync.ChainAccess.TransactionVerdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes peers' transactions and spreads those of our pool (spec/04 §6.4, §7.5). On the fast lane
 * they are announced by their ids and asked for.
 */
final class TransactionRelay {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionRelay.class);
  private static final int MAX_IN_ONE_MESSAGE = 1_024;
  private static final long FAR_AHEAD = 64;
  private static final InHand.Load MOST_OF_A_PEER = new InHand.Load(2_048, 16L << 20);
  private static final InHand.Load MOST_IN_ALL = new InHand.Load(4_096, 48L << 20);
  private static final long POOL_PACK_QUEUED = 256 * 1024;
  private static final long POOL_PACK_BYTES = 102_400;

  private final ChainAccess chain;
  private final SyncDialect dialect;
  private final Executor owner;
  private final RecentSet<Hash> seen = new RecentSet<>(65_536);
  private final RecentSet<Hash> good = new RecentSet<>(65_536);
  private final TransactionFetch fetch = new TransactionFetch();
  private final Map<PeerState, List<Hash>> toAnnounce = new LinkedHashMap<>();
  private boolean announcedSinceTick;
  private final InHand inHand = new InHand(MOST_OF_A_PEER, MOST_IN_ALL);

  TransactionRelay(ChainAccess chain, SyncDialect dialect, Executor owner) {
    this.chain = chain;
    this.dialect = dialect;
    this.owner = owner;
  }

  /** A peer sends transactions. */
  void received(PeerState peer, List<Bytes> texts) {
    if (texts.size() > MAX_IN_ONE_MESSAGE) {
      peer.link().offend(Offence.ILLEGAL, "more than 1024 transactions in one message");
      return;
    }
    for (Bytes text : texts) {
      Transaction transaction;
      try {
        transaction = chain.format().decodeTransaction(JsonTexts.decode(text));
      } catch (DecodeException e) {
        peer.link().offend(Offence.ODD, "transaction: " + e.getMessage());
        return;
      }
      take(peer, transaction);
    }
  }

  private void take(PeerState peer, Transaction transaction) {
    peer.transactions().add(transaction.id());
    // Seen by all its bytes: the id does not cover the witness. Echoes end here, unpunished.
    Hash bytes = transaction.witnessHash();
    if (!seen.contains(bytes) && inHand.take(peer, bytes, transaction.serializedSize())) {
      seen.add(bytes);
      chain.submit(
          transaction,
          peer.link().id(),
          verdict -> owner.execute(() -> judged(peer, transaction, verdict)));
    }
  }

  /** A peer on the fast lane announces transactions. */
  void received(PeerState peer, Inventory message, long now) {
    List<Hash> unknown = new ArrayList<>();
    for (Hash id : message.ids()) {
      peer.transactions().add(id);
      if (!good.contains(id) && chain.waiting(id).isEmpty()) {
        unknown.add(id);
      }
    }
    if (!unknown.isEmpty()) {
      fetch.announced(peer, unknown, now);
    }
  }

  /** A peer on the fast lane sends transactions. */
  void received(PeerState peer, PoolTransactions message) {
    for (Bytes raw : message.transactions()) {
      try {
        Transaction transaction = chain.format().decodeTransaction(raw).compact();
        fetch.came(transaction.id());
        take(peer, transaction);
      } catch (DecodeException e) {
        peer.link().offend(Offence.ODD, "transaction: " + e.getMessage());
        return;
      }
    }
  }

  private void judged(PeerState peer, Transaction transaction, TransactionVerdict verdict) {
    inHand.release(transaction.witnessHash());
    switch (verdict) {
      case ACCEPTED, KNOWN, ORPHAN, UNWANTED -> good.add(transaction.id());
      case INVALID -> {
        // Sent again it shall count again.
        seen.remove(transaction.witnessHash());
        if (isFarAhead(peer)) {
          LOG.debug("transaction {} of {} is invalid at our height", transaction.id(), peer);
        } else {
          peer.link().offend(Offence.ILLEGAL, "invalid transaction " + transaction.id());
        }
      }
    }
  }

  /** Rules may have changed between our height and the peer's: it need not be at fault. */
  private boolean isFarAhead(PeerState peer) {
    return peer.height() - chain.tree().best().height() > FAR_AHEAD;
  }

  /** A transaction has come into our pool: tell those who do not have it. */
  void spread(Transaction transaction, Collection<PeerState> peers) {
    seen.add(transaction.witnessHash());
    good.add(transaction.id());
    TransactionText message = null;
    for (PeerState peer : peers) {
      boolean wants = peer.isFull() || Responder.isRelated(transaction, peer.filter());
      if (!peer.registered() || !wants || !peer.transactions().add(transaction.id())) {
        continue;
      }
      if (peer.link().fastLane()) {
        announceLater(peer, transaction.id());
        continue;
      }
      if (message == null) {
        message = new TransactionText(Bytes.utf8(transaction.toHex()));
      }
      peer.link().send(message);
    }
  }

  /**
   * The first is announced at once, what follows with the next tick: every announcement brings a
   * request, and many small ones would use up what a peer may ask for.
   */
  private void announceLater(PeerState peer, Hash id) {
    boolean first = toAnnounce.isEmpty() && !announcedSinceTick;
    toAnnounce.computeIfAbsent(peer, _ -> new ArrayList<>()).add(id);
    if (first) {
      owner.execute(this::announceNow);
    }
  }

  private void announceNow() {
    Map<PeerState, List<Hash>> now = Map.copyOf(toAnnounce);
    toAnnounce.clear();
    announcedSinceTick = !now.isEmpty();
    now.forEach((peer, ids) -> inventories(ids).forEach(peer.link()::send));
  }

  private static List<Message> inventories(List<Hash> ids) {
    List<Message> messages = new ArrayList<>();
    for (int at = 0; at < ids.size(); at += LaneMessage.MAX_TRANSACTIONS) {
      int end = Math.min(ids.size(), at + LaneMessage.MAX_TRANSACTIONS);
      messages.add(new Inventory(List.copyOf(ids.subList(at, end))));
    }
    return messages;
  }

  void gone(PeerState peer) {
    fetch.gone(peer);
    toAnnounce.remove(peer);
  }

  void tick(long now) {
    fetch.tick(now);
    announceNow();
  }

  /** A new peer shall get our pool, a pack at a time. */
  void introduce(PeerState peer) {
    for (Transaction transaction : chain.pool()) {
      boolean wants = peer.isFull() || Responder.isRelated(transaction, peer.filter());
      if (wants && peer.transactions().add(transaction.id())) {
        peer.poolToSend().add(transaction.id());
      }
    }
  }

  /** Sends what of the pool is still to go, as fast as the peer takes it. */
  void tick(PeerState peer) {
    Deque<Hash> ids = peer.poolToSend();
    while (!ids.isEmpty() && peer.link().queuedBytes() < POOL_PACK_QUEUED) {
      List<Transaction> pack = nextPack(ids);
      List<Message> messages =
          peer.link().fastLane()
              ? inventories(pack.stream().map(Transaction::id).toList())
              : dialect.poolMessages(pack);
      if (!messages.stream().allMatch(peer.link()::send)) {
        return;
      }
    }
  }

  /** The next that still wait in the pool; more are not made ready for a peer at a time. */
  private List<Transaction> nextPack(Deque<Hash> ids) {
    List<Transaction> pack = new ArrayList<>();
    long bytes = 0;
    while (!ids.isEmpty() && pack.size() < MAX_IN_ONE_MESSAGE && bytes < POOL_PACK_BYTES) {
      Optional<Transaction> waiting = chain.waiting(ids.poll());
      if (waiting.isPresent()) {
        pack.add(waiting.get());
        bytes += waiting.get().serializedSize();
      }
    }
    return pack;
  }
}
