package io.bystack.core.sync;

import io.bystack.core.bytes.Hash;
import io.bystack.core.p2p.message.LaneMessage;
import io.bystack.core.p2p.message.LaneMessage.GetTransactions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for transactions that peers announce by their ids: each of one peer at a time, of the next
 * that has announced it when the first does not answer.
 */
final class TransactionFetch {
  private static final int MAX_ASKED = 65_536;
  private static final int MAX_ASKED_OF_A_PEER = 8_192;
  private static final int MAX_OTHERS = 4;
  private static final long PATIENCE_MILLIS = 2_000;

  private final Map<Hash, Asked> asked = new LinkedHashMap<>();
  private final Map<PeerState, Integer> ofPeers = new HashMap<>();

  /** A transaction that is to come. */
  private static final class Asked {
    PeerState peer;
    long since;
    final Deque<PeerState> others = new ArrayDeque<>();

    Asked(PeerState peer, long since) {
      this.peer = peer;
      this.since = since;
    }
  }

  /** A peer has announced transactions we do not have. */
  void announced(PeerState peer, List<Hash> ids, long now) {
    List<Hash> fresh = new ArrayList<>();
    for (Hash id : ids) {
      Asked known = asked.get(id);
      boolean room =
          asked.size() < MAX_ASKED && ofPeers.getOrDefault(peer, 0) < MAX_ASKED_OF_A_PEER;
      if (known == null && room) {
        asked.put(id, new Asked(peer, now));
        fresh.add(id);
        count(peer, 1);
      } else if (known != null && known.peer != peer && known.others.size() < MAX_OTHERS) {
        known.others.add(peer);
      }
    }
    ask(peer, fresh);
  }

  private void count(PeerState peer, int more) {
    ofPeers.merge(peer, more, (before, change) -> before + change == 0 ? null : before + change);
  }

  private static void ask(PeerState peer, List<Hash> ids) {
    for (int at = 0; at < ids.size(); at += LaneMessage.MAX_TRANSACTIONS) {
      int end = Math.min(ids.size(), at + LaneMessage.MAX_TRANSACTIONS);
      peer.link().send(new GetTransactions(List.copyOf(ids.subList(at, end))));
    }
  }

  /** How many are to come. */
  int size() {
    return asked.size();
  }

  /** A transaction has come, from whomever. */
  void came(Hash id) {
    Optional.ofNullable(asked.remove(id)).ifPresent(one -> count(one.peer, -1));
  }

  /** What is late is asked of the next. */
  void tick(long now) {
    Map<PeerState, List<Hash>> again = new HashMap<>();
    Iterator<Map.Entry<Hash, Asked>> entries = asked.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Hash, Asked> entry = entries.next();
      Asked one = entry.getValue();
      if (now - one.since > PATIENCE_MILLIS) {
        count(one.peer, -1);
        Optional<PeerState> next = Optional.ofNullable(one.others.poll());
        if (next.isEmpty()) {
          entries.remove();
          continue;
        }
        one.peer = next.get();
        one.since = now;
        count(one.peer, 1);
        again.computeIfAbsent(next.get(), _ -> new ArrayList<>()).add(entry.getKey());
      }
    }
    again.forEach(TransactionFetch::ask);
  }

  /** A peer is gone: what it was asked for is late now. */
  void gone(PeerState peer) {
    for (Asked one : asked.values()) {
      one.others.remove(peer);
      if (one.peer == peer) {
        one.since = Long.MIN_VALUE / 2;
      }
    }
  }
}
