package io.bystack.core.model;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Random blocks around {@link TestTransactions}: their roots are right, nothing else about them is.
 */
public final class TestBlocks {
  private TestBlocks() {}

  /** {@code count} transactions of a format from a source of content. */
  public static List<Transaction> transactions(
      LedgerFormat format, int count, Supplier<TxFields> content) {
    return Stream.generate(content).limit(count).map(format::transaction).toList();
  }

  /** Header fields that commit to the transactions and to a status in which nothing failed. */
  public static HeaderFields header(long seed, List<Transaction> transactions) {
    SplittableRandom random = new SplittableRandom(seed);
    BlockRoots roots =
        new BlockRoots(
            MerkleTree.transactionRoot(transactions.stream().map(Transaction::id).toList()),
            TxStatus.allGood(transactions.size()).root());
    return new HeaderFields(
        1,
        random.nextLong(1L << 40),
        TestTransactions.canonical(seed).hash(),
        random.nextLong(1L << 50),
        roots);
  }
}
