package io.bystack.core.sync;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.LedgerFormat;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What synchronisation needs of a chain and its pool. Reads are immediate and may be called from
 * the owner's thread; what takes time answers through a callback, on any thread.
 */
public interface ChainAccess {
  LedgerFormat format();

  /** Stored blocks. */
  BlockTree tree();

  /** Hash of the block at height 0. */
  Hash genesis();

  /** Height at and below which nothing will be undone. */
  long finalHeight();

  /** A stored block; none while only its header is here. */
  Optional<Block> body(BlockRef ref);

  /** A transaction that waits in the pool. */
  Optional<Transaction> waiting(Hash id);

  /** The status flags a stored block's validation gave. */
  TxStatus status(BlockRef block);

  /**
   * Checks headers that follow each other, as far as that can be done without their bodies.
   *
   * @param ahead headers found good before whose blocks may not be stored yet, the first on a
   *     stored parent; {@code fresh} follows on them
   */
  void checkHeaders(
      List<BlockHeader> ahead, List<BlockHeader> fresh, Consumer<HeadersVerdict> done);

  /** Hands a block to the chain; {@code source} names the peer for limits per source. */
  void submit(Block block, String source, Consumer<BlockVerdict> done);

  /** Hands a transaction to the pool. */
  void submit(Transaction transaction, String source, Consumer<TransactionVerdict> done);

  /** The transactions of the pool, in the order in which they may be accepted again. */
  List<Transaction> pool();

  /** How many fresh headers are good, and the fault of the one after them. */
  record HeadersVerdict(int good, Optional<RuleViolation> fault) {}

  /** What became of a block; a violation may come with a stored block too. */
  record BlockVerdict(Fate fate, Optional<RuleViolation> violation) {}

  /** Where a submitted block is. */
  enum Fate {
    /** Stored now. */
    STORED,
    /** Was stored before. */
    KNOWN,
    /** Waits for its parent. */
    ORPHAN,
    /** Not stored. */
    REJECTED
  }

  /** What became of a transaction. */
  enum TransactionVerdict {
    /** Waits in the pool now. */
    ACCEPTED,
    /** Was known before, good or bad. */
    KNOWN,
    /** Its inputs are not known. */
    ORPHAN,
    /** Against our own policy, but no offence: dust, a full pool. */
    UNWANTED,
    /** Against the rules. */
    INVALID
  }
}
