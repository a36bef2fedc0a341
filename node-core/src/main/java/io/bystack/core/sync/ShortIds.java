package io.bystack.core.sync;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import io.bystack.core.hash.SipHash;
import io.bystack.core.model.Transaction;
import io.bystack.core.p2p.message.LaneMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Six-byte names of transactions within one block. They are keyed by the block's hash, so that
 * nobody can make transactions beforehand whose names collide, and cover all bytes of a
 * transaction, witness included.
 */
final class ShortIds {
  private static final Bytes DOMAIN = Bytes.utf8("bystack short ids");
  private static final long MASK = (1L << (8 * LaneMessage.SHORT_ID)) - 1;

  private final SipHash hash;

  ShortIds(Hash block) {
    Hash key = Sha3.sha3(DOMAIN.concat(block.toBytes()));
    this.hash = new SipHash(key.w0(), key.w1());
  }

  long of(Transaction transaction) {
    return hash.hash(transaction.witnessHash()) & MASK;
  }

  /** The names of a block's transactions but the first. */
  Bytes ofAllButFirst(List<Transaction> transactions) {
    ByteWriter out = new ByteWriter(transactions.size() * LaneMessage.SHORT_ID);
    for (Transaction transaction : transactions.subList(1, transactions.size())) {
      long id = of(transaction);
      for (int i = 0; i < LaneMessage.SHORT_ID; i++) {
        out.u8((int) (id >>> (8 * i)));
      }
    }
    return out.toBytes();
  }

  /** The name at a place of a list of names. */
  static long at(Bytes ids, int place) {
    long id = 0;
    for (int i = LaneMessage.SHORT_ID - 1; i >= 0; i--) {
      id = id << 8 | ids.unsigned(place * LaneMessage.SHORT_ID + i);
    }
    return id;
  }

  /** Transactions by their names; those that share one are left out. */
  Map<Long, Transaction> index(List<Transaction> transactions) {
    Map<Long, Transaction> byId = new HashMap<>();
    Set<Long> shared = new HashSet<>();
    for (Transaction transaction : transactions) {
      long id = of(transaction);
      if (byId.put(id, transaction) != null) {
        shared.add(id);
      }
    }
    byId.keySet().removeAll(shared);
    return byId;
  }
}
