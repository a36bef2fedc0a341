package io.bystack.pow.mining;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.chain.BlockAssembler.Choice;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.BlockRoots;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.HeaderFields;
import io.bystack.core.model.MerkleTree;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.ClassicHeader;
import io.bystack.pow.consensus.Difficulty;
import io.bystack.pow.consensus.MedianTime;
import io.bystack.pow.consensus.Seed;
import io.bystack.pow.consensus.Subsidy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Puts templates together (spec/03 §10.1). {@link #build} belongs to the engine's thread. */
public final class TemplateBuilder {
  private final BlockTree tree;
  private final TransactionChoice choice;
  private final InstantSource clock;

  public TemplateBuilder(BlockTree tree, TransactionChoice choice, InstantSource clock) {
    this.tree = tree;
    this.choice = choice;
    this.clock = clock;
  }

  /** A template over the present tip. */
  public BlockTemplate build(MiningSettings settings) {
    BlockRef parent = tree.best();
    long height = parent.height() + 1;
    Choice chosen = choice.after(parent);
    List<Transaction> transactions = new ArrayList<>(chosen.transactions().size() + 1);
    transactions.add(coinbase(height, chosen.fees(), settings));
    transactions.addAll(chosen.transactions());
    Transaction.computeIds(transactions);
    BlockRoots roots =
        new BlockRoots(
            MerkleTree.transactionRoot(transactions.stream().map(Transaction::id).toList()),
            chosen.status().root());
    HeaderFields fields = new HeaderFields(1, height, parent.hash(), timestampAfter(parent), roots);
    ClassicHeader header = new ClassicHeader(fields, 0, Difficulty.bitsAfter(parent, tree));
    return new BlockTemplate(parent, header, Seed.after(parent, tree), transactions, chosen.fees());
  }

  /** Whether the last template has everything there was for it, and not what was found quickly. */
  boolean isComplete() {
    return choice.isComplete();
  }

  /** Now, in seconds, but late enough for a block after {@code parent}. From any thread. */
  long timestampAfter(BlockRef parent) {
    return Math.max(clock.millis() / 1000, MedianTime.at(parent, tree) + 1);
  }

  /** Whether a template's parent is no longer the tip. From any thread. */
  boolean isStale(BlockTemplate template) {
    return !template.parent().equals(tree.best());
  }

  private static Transaction coinbase(long height, long fees, MiningSettings settings) {
    Bytes arbitrary = settings.coinbaseArbitrary(height);
    AssetAmount reward = AssetAmount.btm(Math.addExact(Subsidy.at(height), fees));
    return ClassicFormat.INSTANCE.transaction(
        TxFields.of(
            List.of(new CoinbaseInput(arbitrary)),
            List.of(new OriginalOutput(reward, settings.program()))));
  }
}
