package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.util.List;

/**
 * A block. {@code raw} is what was received, normally the {@code 03} form; transactions are views
 * of it (spec/01 §8.4). Made by a {@link LedgerFormat}.
 */
public record Block(BlockHeader header, List<Transaction> transactions, Bytes raw) {
  public Block {
    transactions = List.copyOf(transactions);
  }

  public Hash hash() {
    return header.hash();
  }

  public long height() {
    return header.height();
  }

  /** The Merkle root of the transactions as they are; the header may claim another. */
  public Hash computeTransactionRoot() {
    Transaction.computeIds(transactions);
    return MerkleTree.transactionRoot(transactions.stream().map(Transaction::id).toList());
  }

  /** The text form: lower-case hex of {@link #raw}. */
  public String toHex() {
    return raw.toHex();
  }
}
