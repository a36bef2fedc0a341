package io.bystack.core.api;

import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxStatus;
import java.util.List;
import java.util.Optional;

/**
 * What the endpoints ask of a chain and its pool. Safe to call from any thread; may read the disk.
 */
public interface ChainAccess {
  /** A pool transaction with its status. */
  record Pooled(Transaction transaction, boolean statusFail) {}

  /** Header of the best block. */
  BlockHeader best();

  /** Header of the best chain at a height. */
  Optional<BlockHeader> headerAt(long height);

  /** A known block of any branch. */
  Optional<BlockHeader> header(Hash hash);

  /** A stored block of any branch. */
  Optional<Block> block(Hash hash);

  /** Status flags of a stored block's transactions. */
  Optional<TxStatus> status(Hash hash);

  /** Ids of all pool transactions. */
  List<Hash> pooledIds();

  /** A pool transaction. */
  Optional<Pooled> pooled(Hash id);

  /**
   * Offers a transaction to the pool; returns once it is in, or says why not.
   *
   * @throws ApiException with the refusal in the chain's words (spec/06 §8.6)
   */
  void submit(Transaction transaction) throws ApiException;

  /** The chain's byte formats. */
  io.bystack.core.model.LedgerFormat format();
}
