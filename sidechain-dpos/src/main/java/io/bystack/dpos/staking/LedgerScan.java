package io.bystack.dpos.staking;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.model.Block;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.VetoInput;
import io.bystack.core.model.VoteOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Finds what people own and have voted by reading main-chain blocks, a bounded part at a time: for
 * those who have no wallet with an index. Safe for any thread.
 */
public record LedgerScan(BlockTree tree) {
  /** Most blocks read in one go. */
  public static final int MOST_BLOCKS = 2_000;

  /** Most rows of one answer, but for those of one block. */
  static final int MOST_ROWS = 1_000;

  /** An output of BTM. */
  public record Output(
      Hash id,
      Hash source,
      int position,
      Bytes program,
      long amount,
      Optional<Bytes> vote,
      long height,
      boolean coinbase) {}

  /** A vote output that was withdrawn. */
  public record Withdrawal(Hash output, long height) {}

  /**
   * A part of the chain.
   *
   * @param next height to go on from; empty at the end
   */
  public record Part<T>(List<T> rows, OptionalLong next) {}

  /** BTM outputs that satisfy a condition, spent or not. */
  public Part<Output> outputs(long from, long to, Predicate<Output> wanted) {
    return scan(
        from,
        to,
        (block, rows) -> {
          List<Transaction> transactions = block.transactions();
          for (int i = 0; i < transactions.size(); i++) {
            addOutputs(transactions.get(i), block.height(), i == 0, wanted, rows);
          }
        });
  }

  /** Withdrawals of votes that satisfy a condition. */
  public Part<Withdrawal> withdrawals(long from, long to, Predicate<VetoInput> wanted) {
    return scan(
        from,
        to,
        (block, rows) -> {
          for (Transaction transaction : block.transactions()) {
            List<TxInput> inputs = transaction.inputs();
            for (int i = 0; i < inputs.size(); i++) {
              if (inputs.get(i) instanceof VetoInput veto && wanted.test(veto)) {
                Hash spent = transaction.spentOutputId(i).orElseThrow();
                rows.add(new Withdrawal(spent, block.height()));
              }
            }
          }
        });
  }

  @FunctionalInterface
  private interface Reader<T> {
    void read(Block block, List<T> rows);
  }

  private <T> Part<T> scan(long from, long to, Reader<T> reader) {
    long end = Math.min(to, tree.best().height());
    List<T> rows = new ArrayList<>();
    long height = Math.max(0, from);
    for (int read = 0; height <= end; height++, read++) {
      if (read == MOST_BLOCKS || rows.size() >= MOST_ROWS) {
        return new Part<>(rows, OptionalLong.of(height));
      }
      Optional<BlockRef> block = tree.mainChainAt(height);
      if (block.isEmpty()) {
        break;
      }
      reader.read(tree.block(block.get()), rows);
    }
    return new Part<>(rows, OptionalLong.empty());
  }

  private static void addOutputs(
      Transaction transaction,
      long height,
      boolean coinbase,
      Predicate<Output> wanted,
      List<Output> rows) {
    List<TxOutput> outputs = transaction.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      TxOutput output = outputs.get(i);
      Optional<Bytes> vote =
          output instanceof VoteOutput v ? Optional.of(v.vote()) : Optional.empty();
      boolean ownable =
          (vote.isPresent() || output instanceof IntraChainOutput)
              && !output.isRetirement()
              && output.value().asset().isBtm();
      if (ownable) {
        Output row =
            new Output(
                transaction.resultId(i),
                transaction.muxId(),
                i,
                output.program().code(),
                output.value().amount(),
                vote,
                height,
                coinbase);
        if (wanted.test(row)) {
          rows.add(row);
        }
      }
    }
  }
}
