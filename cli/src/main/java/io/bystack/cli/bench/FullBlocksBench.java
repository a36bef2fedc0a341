package io.bystack.cli.bench;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolOptions;
import io.bystack.core.chain.PoolOutcome;
import io.bystack.core.consensus.PoolLimits;
import io.bystack.core.model.Transaction;
import io.bystack.core.store.SyncMode;
import io.bystack.pow.ClassicFormat;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Blocks full of transfers, and the pool, on a chain with many unspent outputs. */
final class FullBlocksBench {
  private static final int THREADS = 2;
  private static final int TRANSFER_BYTES = 1_024;

  private final PrintWriter progress;
  private final int outputs;
  private final int blocks;
  private final int poolTransfers;

  /**
   * The benchmark.
   *
   * @param outputs unspent when the transfers begin
   * @param blocks full of transfers; a quarter of them more warms up
   * @param poolTransfers given to the pool; half of them more warms up
   */
  FullBlocksBench(PrintWriter progress, int outputs, int blocks, int poolTransfers) {
    this.progress = progress;
    this.outputs = outputs;
    this.blocks = blocks;
    this.poolTransfers = poolTransfers;
  }

  List<Figure> run() throws Exception {
    List<Figure> figures = new ArrayList<>();
    TransferChain chain = new TransferChain(outputs);
    say("making %,d outputs", chain.outputs());
    try (ScratchChain scratch =
        ScratchChain.open(chain.protocol(), TransferChain.CLOCK, SyncMode.EVERY_WRITE)) {
      Measurement made = Measurement.of(() -> scratch.takeAll(chain.preparation()));
      figures.add(
          Figure.of(
              "blocks that make " + chain.outputs() + " outputs, signing included",
              made.perSecond(chain.outputs()),
              "outputs/s"));
      figures.addAll(fullBlocks(chain, scratch));
      figures.addAll(pool(chain, scratch));
    }
    return figures;
  }

  private List<Figure> fullBlocks(TransferChain chain, ScratchChain scratch) throws Exception {
    int each = chain.transfersPerBlock();
    say("signing %,d transfers for blocks of %,d", each * blocks * 5 / 4, each);
    List<Bytes> warmUp = chain.fullBlocks(Math.max(1, blocks / 4));
    List<Bytes> full = chain.fullBlocks(blocks);
    scratch.takeAll(warmUp.stream());
    say("importing %,d full blocks", blocks);
    long transfers = (long) each * blocks;
    String name = "full blocks of " + each + " transfers, " + chain.outputs() + " unspent outputs";
    try (TimeTable table = TimeTable.start("full blocks")) {
      Measurement all = Measurement.of(() -> scratch.takeAll(full.stream()));
      List<Figure> figures = new ArrayList<>();
      figures.add(Figure.atLeast(15_000, name, all.perSecond(transfers), "transfers/s"));
      figures.addAll(table.stop(transfers));
      return figures;
    }
  }

  private List<Figure> pool(TransferChain chain, ScratchChain scratch) throws Exception {
    say("signing %,d transfers for the pool", poolTransfers * 3 / 2);
    List<Bytes> warmUp = raw(chain.transfers(poolTransfers / 2));
    List<Bytes> transfers = raw(chain.transfers(poolTransfers));
    submit(newPool(scratch), warmUp);
    Mempool pool = newPool(scratch);
    try (TimeTable table = TimeTable.start("pool")) {
      Measurement all = Measurement.of(() -> submit(pool, transfers));
      List<Figure> figures = new ArrayList<>();
      figures.add(
          Figure.atLeast(
              20_000,
              "pool accepts, " + THREADS + " threads",
              all.perSecond(poolTransfers),
              "transfers/s"));
      figures.addAll(table.stop(poolTransfers));
      return figures;
    }
  }

  /** As a node's, but with room for all transfers of the benchmark. */
  private Mempool newPool(ScratchChain scratch) {
    PoolLimits node = scratch.host().engine().protocol().poolPolicy().limits();
    PoolLimits limits =
        new PoolLimits(
            Math.max(node.transactions(), poolTransfers),
            Math.max(node.bytes(), (long) poolTransfers * TRANSFER_BYTES),
            node.life(),
            node.orphans(),
            node.orphanBytes(),
            node.orphanLife());
    return Mempool.follow(scratch.host().engine(), PoolOptions.of(limits));
  }

  private static List<Bytes> raw(List<Transaction> transfers) {
    return transfers.stream().map(Transaction::raw).toList();
  }

  /** Decodes and submits from several threads; all must be taken. */
  private static void submit(Mempool pool, List<Bytes> transfers) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> parts = new ArrayList<>();
      for (int part = 0; part < THREADS; part++) {
        int first = part;
        parts.add(
            threads.submit(() -> {
              for (int i = first; i < transfers.size(); i += THREADS) {
                submit(pool, transfers.get(i));
              }
            }));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    }
    if (pool.size() != transfers.size()) {
      throw new IllegalStateException(
          "the pool has " + pool.size() + " of " + transfers.size() + " transfers");
    }
  }

  private static void submit(Mempool pool, Bytes raw) {
    try {
      PoolOutcome outcome = pool.submit(ClassicFormat.INSTANCE.decodeTransaction(raw));
      if (outcome.place() != PoolOutcome.Place.ADDED) {
        throw new IllegalStateException("the pool does not take a transfer: " + outcome);
      }
    } catch (DecodeException e) {
      throw new IllegalStateException("a transfer of the benchmark does not decode", e);
    }
  }

  private void say(String text, Object... values) {
    progress.printf(text + "%n", values);
    progress.flush();
  }
}
