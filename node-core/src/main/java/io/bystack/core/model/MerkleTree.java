package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.HashBatch;
import io.bystack.core.hash.Sha3;
import java.util.ArrayList;
import java.util.List;

/**
 * The Merkle trees of a block (spec/01 §9): inner nodes split their leaves at the largest power of
 * two below their number; no leaf is ever doubled.
 */
public final class MerkleTree {
  static final Hash EMPTY_ROOT = Sha3.EMPTY;
  private static final Hash STATUS_GOOD = leaf(Bytes.utf8(TxStatus.flagJson(false)));
  private static final Hash STATUS_FAILED = leaf(Bytes.utf8(TxStatus.flagJson(true)));

  private MerkleTree() {}

  /** H(00 ‖ data). */
  static Hash leaf(Bytes data) {
    byte[] preimage = new byte[1 + data.length()];
    data.copyTo(preimage, 1);
    return Sha3.sha3(preimage);
  }

  /** H(00 ‖ id). */
  static Hash leaf(Hash id) {
    byte[] preimage = new byte[1 + Hash.SIZE];
    id.write(preimage, 1);
    return Sha3.sha3(preimage);
  }

  static Hash statusLeaf(boolean failed) {
    return failed ? STATUS_FAILED : STATUS_GOOD;
  }

  /** H(01 ‖ left ‖ right). */
  static Hash node(Hash left, Hash right) {
    byte[] preimage = new byte[1 + 2 * Hash.SIZE];
    preimage[0] = 1;
    left.write(preimage, 1);
    right.write(preimage, 1 + Hash.SIZE);
    return Sha3.sha3(preimage);
  }

  /** The root over transaction ids in block order. */
  public static Hash transactionRoot(List<Hash> ids) {
    HashBatch batch = new HashBatch();
    for (Hash id : ids) {
      batch.message().u8(0).h32(id);
      batch.end();
    }
    return root(results(batch));
  }

  /** The root over the status flags in block order. */
  public static Hash statusRoot(TxStatus status) {
    return root(status.failed().stream().map(MerkleTree::statusLeaf).toList());
  }

  /**
   * The root over hashed leaves. Level by level, an odd last node moving up unchanged, which gives
   * the same tree as splitting at powers of two from the top.
   */
  static Hash root(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      return EMPTY_ROOT;
    }
    List<Hash> level = leaves;
    HashBatch batch = new HashBatch();
    while (level.size() > 1) {
      for (int i = 0; i + 1 < level.size(); i += 2) {
        batch.message().u8(1).h32(level.get(i)).h32(level.get(i + 1));
        batch.end();
      }
      List<Hash> above = results(batch);
      if (level.size() % 2 != 0) {
        above.add(level.getLast());
      }
      level = above;
    }
    return level.getFirst();
  }

  private static List<Hash> results(HashBatch batch) {
    batch.run();
    List<Hash> results = new ArrayList<>(batch.size() + 1);
    for (int i = 0; i < batch.size(); i++) {
      results.add(batch.result(i));
    }
    batch.clear();
    return results;
  }

  /** The largest power of two below n, for n of 2 or more. */
  static int split(int n) {
    return Integer.highestOneBit(n - 1);
  }
}
