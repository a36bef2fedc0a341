package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A proof that some leaves belong to a tree (spec/01 §10): hashes and flags of the visited nodes,
 * depth first.
 *
 * @param flags one byte per visited node: {@link #ASSIST}, {@link #PARENT} or {@link #RELATED}
 */
public record MerkleProof(List<Hash> hashes, Bytes flags) {
  /** The root of a subtree without related leaves; takes a hash. */
  public static final int ASSIST = 0;

  /** An inner node above a related leaf; takes no hash. */
  public static final int PARENT = 1;

  /** A related leaf; takes a hash. */
  public static final int RELATED = 2;

  private static final MerkleProof NOTHING = new MerkleProof(List.of(), Bytes.EMPTY);

  public MerkleProof {
    hashes = List.copyOf(hashes);
  }

  /**
   * Proves that the related transactions are among {@code ids}. If none of them is, the proof is
   * empty.
   */
  public static MerkleProof ofTransactions(List<Hash> ids, List<Hash> related) {
    if (ids.isEmpty()) {
      return NOTHING;
    }
    List<Hash> leaves = ids.stream().map(MerkleTree::leaf).toList();
    if (related.isEmpty()) {
      return new MerkleProof(List.of(MerkleTree.root(leaves)), Bytes.of(ASSIST));
    }
    Set<Hash> wanted =
        related.stream().map(MerkleTree::leaf).collect(Collectors.toCollection(HashSet::new));
    return visit(leaves, wanted);
  }

  private static MerkleProof visit(List<Hash> leaves, Set<Hash> wanted) {
    if (leaves.size() == 1) {
      return wanted.contains(leaves.getFirst())
          ? new MerkleProof(leaves, Bytes.of(RELATED))
          : NOTHING;
    }
    List<Hash> leftLeaves = leaves.subList(0, MerkleTree.split(leaves.size()));
    List<Hash> rightLeaves = leaves.subList(leftLeaves.size(), leaves.size());
    MerkleProof left = visit(leftLeaves, wanted);
    MerkleProof right = visit(rightLeaves, wanted);
    if (left.hashes.isEmpty() && right.hashes.isEmpty()) {
      return NOTHING;
    }
    if (left.hashes.isEmpty()) {
      left = new MerkleProof(List.of(MerkleTree.root(leftLeaves)), Bytes.of(ASSIST));
    }
    if (right.hashes.isEmpty()) {
      right = new MerkleProof(List.of(MerkleTree.root(rightLeaves)), Bytes.of(ASSIST));
    }
    List<Hash> hashes = new ArrayList<>(left.hashes);
    hashes.addAll(right.hashes);
    return new MerkleProof(hashes, Bytes.of(PARENT).concat(left.flags).concat(right.flags));
  }

  /**
   * The status tree's hashes for the same leaves: it has the same shape, so the flags are shared.
   */
  public List<Hash> statusHashes(TxStatus status) {
    if (status.size() == 0) {
      return List.of();
    }
    List<Hash> leaves = status.failed().stream().map(MerkleTree::statusLeaf).toList();
    List<Hash> out = new ArrayList<>(hashes.size());
    walk(leaves, new Flags(flags), out);
    return List.copyOf(out);
  }

  private static void walk(List<Hash> leaves, Flags flags, List<Hash> out) {
    if (!flags.hasNext()) {
      return;
    }
    if (flags.next() != PARENT || leaves.size() == 1) {
      out.add(MerkleTree.root(leaves));
      return;
    }
    int split = MerkleTree.split(leaves.size());
    walk(leaves.subList(0, split), flags, out);
    walk(leaves.subList(split, leaves.size()), flags, out);
  }

  /**
   * Verifies transactions, given in block order, exactly as the reference: left-overs are ignored.
   */
  public boolean verifyTransactions(List<Hash> related, Hash root) {
    return new Evaluation(this, related.stream().map(MerkleTree::leaf).toList()).gives(root);
  }

  /**
   * Verifies transactions and that the proof has nothing else: no left-over hash or flag and no
   * unknown flag. Every honest proof passes. For our own light clients.
   */
  public boolean verifyTransactionsStrictly(List<Hash> related, Hash root) {
    Evaluation evaluation = new Evaluation(this, related.stream().map(MerkleTree::leaf).toList());
    return evaluation.gives(root) && evaluation.isExhausted();
  }

  /**
   * Verifies status flags, given in block order; {@code statusHashes} go with this proof's flags.
   */
  public boolean verifyStatus(List<Hash> statusHashes, List<Boolean> related, Hash root) {
    List<Hash> leaves = related.stream().map(MerkleTree::statusLeaf).toList();
    return new Evaluation(new MerkleProof(statusHashes, flags), leaves).gives(root);
  }

  private static final class Flags {
    private final Bytes flags;
    private int next;

    Flags(Bytes flags) {
      this.flags = flags;
    }

    boolean hasNext() {
      return next < flags.length();
    }

    int next() {
      return flags.unsigned(next++);
    }
  }

  /** One run of the verification. */
  private static final class Evaluation {
    private final Flags flags;
    private final List<Hash> hashes;
    private final Deque<Hash> related;
    private int nextHash;
    private boolean faulty;

    Evaluation(MerkleProof proof, List<Hash> relatedLeaves) {
      this.flags = new Flags(proof.flags);
      this.hashes = proof.hashes;
      this.related = new ArrayDeque<>(relatedLeaves);
    }

    boolean gives(Hash root) {
      return evaluate().equals(root) && related.isEmpty();
    }

    /**
     * The hash of the next subtree. Deep proofs come from peers, so the parents still open are kept
     * in a list and not on the thread's stack.
     */
    private Hash evaluate() {
      Deque<Hash> openLefts = new ArrayDeque<>();
      Deque<Boolean> open = new ArrayDeque<>();
      while (true) {
        boolean more = flags.hasNext() && nextHash < hashes.size();
        int flag = more ? flags.next() : -1;
        if (flag == PARENT) {
          open.push(false);
          continue;
        }
        Hash value = terminal(flag);
        while (!open.isEmpty() && open.peek()) {
          open.pop();
          value = MerkleTree.node(openLefts.pop(), value);
        }
        if (open.isEmpty()) {
          return value;
        }
        open.pop();
        open.push(true);
        openLefts.push(value);
      }
    }

    private Hash terminal(int flag) {
      if (flag == ASSIST) {
        return hashes.get(nextHash++);
      }
      if (flag == RELATED && hashes.get(nextHash).equals(related.peek())) {
        related.pop();
        return hashes.get(nextHash++);
      }
      faulty = true;
      return Sha3.EMPTY;
    }

    boolean isExhausted() {
      return !faulty && !flags.hasNext() && nextHash == hashes.size();
    }
  }
}
