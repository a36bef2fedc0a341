package io.bystack.pow.mining;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.model.Block;
import io.bystack.core.model.HeaderFields;
import io.bystack.core.model.Transaction;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.ClassicHeader;
import java.util.List;

/**
 * A block that lacks nothing but its proof of work. Immutable.
 *
 * @param header with nonce 0
 * @param seed the proof of work is to be made with
 * @param transactions the coinbase first
 * @param fees of the transactions, part of what the coinbase pays, in the smallest unit of BTM
 */
public record BlockTemplate(
    BlockRef parent, ClassicHeader header, Hash seed, List<Transaction> transactions, long fees) {
  public BlockTemplate {
    transactions = List.copyOf(transactions);
  }

  /** The header with a nonce. */
  public ClassicHeader header(long nonce) {
    return header.withNonce(nonce);
  }

  /** The header with a nonce and another timestamp, in seconds. */
  public ClassicHeader header(long nonce, long timestamp) {
    HeaderFields f = header.fields();
    HeaderFields timed =
        new HeaderFields(f.version(), f.height(), f.previous(), timestamp, f.roots());
    return new ClassicHeader(timed, nonce, header.bits());
  }

  /** The whole block under one of this template's headers. */
  public Block block(ClassicHeader solved) {
    return ClassicFormat.INSTANCE.block(solved, transactions);
  }

  /** Whether a header commits to this template's parent and transactions. */
  boolean hasRootsOf(ClassicHeader other) {
    return header.previous().equals(other.previous())
        && header.fields().roots().equals(other.fields().roots());
  }
}
