package io.bystack.dpos.produce;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockRoots;
import io.bystack.core.model.HeaderFields;
import io.bystack.core.model.MerkleTree;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxStatus;
import io.bystack.dpos.DposParameters;
import io.bystack.dpos.Reward;
import io.bystack.dpos.VaporFormat;
import io.bystack.dpos.VaporHeader;
import java.util.ArrayList;
import java.util.List;

/**
 * What is fixed of a block before its transactions are.
 *
 * @param due what the coinbase has to pay, in canonical order
 */
record BlockDraft(
    BlockRef parent,
    long timestamp,
    ProducerSettings settings,
    List<Reward> due,
    DposParameters parameters) {
  /** The flags of a block that has only a coinbase. */
  static final TxStatus COINBASE_ONLY = TxStatus.allGood(1);

  /**
   * The block without signatures.
   *
   * @param transactions behind the coinbase
   * @param status of all, the coinbase included
   */
  Block block(List<Transaction> transactions, TxStatus status) {
    long height = parent.height() + 1;
    Bytes program = settings.rewardProgram().orElseThrow();
    List<Transaction> all = new ArrayList<>();
    all.add(
        Coinbase.of(height, program, settings.note(), due, parameters.coinbase().arbitraryLimit()));
    all.addAll(transactions);
    Transaction.computeIds(all);
    BlockRoots roots =
        new BlockRoots(
            MerkleTree.transactionRoot(all.stream().map(Transaction::id).toList()), status.root());
    HeaderFields fields = new HeaderFields(1, height, parent.hash(), timestamp, roots);
    return VaporFormat.INSTANCE.block(new VaporHeader(fields, List.of()), all);
  }
}
