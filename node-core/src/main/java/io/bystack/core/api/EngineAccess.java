package io.bystack.core.api;

import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolEntry;
import io.bystack.core.chain.PoolOutcome;
import io.bystack.core.chain.StoredBlock;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.LedgerFormat;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxStatus;
import java.util.List;
import java.util.Optional;

/** The endpoints' view of an engine and its pool. */
public record EngineAccess(ChainEngine engine, Mempool pool, SubmissionWords words)
    implements ChainAccess {

  private BlockTree tree() {
    return engine.tree();
  }

  @Override
  public BlockHeader best() {
    return tree().header(tree().best());
  }

  @Override
  public Optional<BlockHeader> headerAt(long height) {
    return tree().mainChainAt(height).map(tree()::header);
  }

  @Override
  public Optional<BlockHeader> header(Hash hash) {
    return tree().find(hash).map(tree()::header);
  }

  @Override
  public Optional<Block> block(Hash hash) {
    return engine.storedBlock(hash).map(StoredBlock::block);
  }

  @Override
  public Optional<TxStatus> status(Hash hash) {
    return engine.storedBlock(hash).map(StoredBlock::status);
  }

  @Override
  public List<Hash> pooledIds() {
    return pool.entries().stream().map(PoolEntry::id).toList();
  }

  @Override
  public Optional<Pooled> pooled(Hash id) {
    return pool.get(id).map(e -> new Pooled(e.transaction(), e.outcome().failed()));
  }

  @Override
  public void submit(Transaction transaction) throws ApiException {
    words.checkBefore(transaction);
    PoolOutcome outcome = pool.submit(transaction);
    switch (outcome.place()) {
      case ADDED, KNOWN -> {}
      case ORPHAN -> throw ApiException.of(SubmissionWords.UNKNOWN_INPUT);
      case REJECTED -> throw words.refused(outcome.violation().orElseThrow());
    }
  }

  @Override
  public LedgerFormat format() {
    return engine.protocol().format();
  }
}
