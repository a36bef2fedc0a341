package io.bystack.cli.bench;

import io.bystack.cli.node.ChainHost;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import io.bystack.core.store.SyncMode;
import io.bystack.pow.consensus.PowNetwork;
import io.bystack.pow.mining.MiningSettings;
import io.bystack.pow.mining.PoolChoice;
import io.bystack.pow.mining.TemplateBuilder;
import io.bystack.pow.mining.WorkBoard;
import io.bystack.pow.stratum.StratumOptions;
import io.bystack.pow.stratum.StratumServer;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How soon there is new work after a new tip: in the node, and in the hands of many miners
 * connected over Stratum, with a full pool to choose transactions from. The miners run in this
 * process too.
 */
final class NewWorkBench {
  private static final double TARGET_MILLIS = 50;
  private static final int WARM_UP = 10;
  private static final int PATIENCE_SECONDS = 60;

  private final PrintWriter progress;
  private final int waiting;
  private final int miners;
  private final int tips;
  private final BlockingQueue<Long> tipTimes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Long> workTimes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Long> jobTimes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Long> workProcessorTimes = new LinkedBlockingQueue<>();
  private final Semaphore jobsRead = new Semaphore(0);
  private final Semaphore templates = new Semaphore(0);
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  // The chain's thread alone reads and writes these.
  private BlockRef lastParent;
  private long tipProcessorTime;

  /**
   * A measurement.
   *
   * @param waiting transfers in the pool
   * @param miners connected over Stratum
   * @param tips new ones to time
   */
  NewWorkBench(PrintWriter progress, int waiting, int miners, int tips) {
    this.progress = progress;
    this.waiting = waiting;
    this.miners = miners;
    this.tips = tips;
  }

  List<Figure> run() throws Exception {
    progress.printf("new work: %d waiting transfers, %d miners%n", waiting, miners);
    progress.flush();
    TransferChain chain = new TransferChain(waiting);
    try (ScratchChain scratch =
        ScratchChain.open(chain.protocol(), TransferChain.CLOCK, SyncMode.EVERY_WRITE)) {
      ChainHost host = scratch.host();
      scratch.takeAll(chain.preparation());
      chain.transfers(waiting).forEach(transfer -> submit(host, transfer));
      WorkBoard board = board(host);
      try (StratumServer server =
              StratumServer.start(
                  StratumOptions.listeningOn(
                      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                  board,
                  (header, seed) -> Hash.ZERO,
                  1,
                  TransferChain.CLOCK);
          StratumClients _ = new StratumClients(server.address(), miners, this::jobRead)) {
        return measure(host, chain);
      }
    }
  }

  private static void submit(ChainHost host, Transaction transfer) {
    if (host.pool().submit(transfer).violation().isPresent()) {
      throw new IllegalStateException("a transfer of the benchmark is refused");
    }
  }

  /** As a node has it; notes when the tip is there and when the work is. */
  private WorkBoard board(ChainHost host) {
    TemplateBuilder builder =
        new TemplateBuilder(
            host.engine().tree(),
            new PoolChoice(host.pool(), PowNetwork.MAX_BLOCK_GAS, Clock.systemUTC()),
            TransferChain.CLOCK);
    WorkBoard board =
        host.thread()
            .call(() ->
                new WorkBoard(
                    builder,
                    block -> host.take(block, "bench"),
                    host.thread(),
                    MiningSettings.payingTo(MiningSettings.ANYONE_CAN_SPEND)))
            .join();
    host.engine()
        .addListener(_ -> {
          tipProcessorTime = threads.getCurrentThreadCpuTime();
          tipTimes.add(System.nanoTime());
        });
    host.engine().addListener(board);
    board.addListener(template -> {
      templates.release();
      // The first over a parent is what miners wait for; later ones only pay better.
      if (!template.parent().equals(lastParent)) {
        lastParent = template.parent();
        workProcessorTimes.add(threads.getCurrentThreadCpuTime() - tipProcessorTime);
        workTimes.add(System.nanoTime());
      }
    });
    return board;
  }

  private void jobRead(long nanos, boolean first) {
    if (first) {
      jobTimes.add(nanos);
    }
    jobsRead.release();
  }

  /** Tips do not come within milliseconds: the better template goes out before the next. */
  private void settle() throws InterruptedException {
    if (!templates.tryAcquire(2, PATIENCE_SECONDS, TimeUnit.SECONDS)
        || !jobsRead.tryAcquire(2 * miners, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("there is no better template, or miners have not read it");
    }
  }

  private List<Figure> measure(ChainHost host, TransferChain chain) throws Exception {
    List<Double> work = new ArrayList<>();
    List<Double> processor = new ArrayList<>();
    List<Double> jobs = new ArrayList<>();
    int tip = 0;
    templates.drainPermits();
    jobsRead.drainPermits();
    for (Bytes raw : chain.emptyBlocks(WARM_UP + tips)) {
      if (host.take(decode(host, raw), "bench").violation().isPresent()) {
        throw new IllegalStateException("a block of the benchmark is refused");
      }
      long begin = next(tipTimes);
      double made = millis(begin, next(workTimes));
      double used = millis(0, next(workProcessorTimes));
      List<Double> read = new ArrayList<>();
      for (int i = 0; i < miners; i++) {
        read.add(millis(begin, next(jobTimes)));
      }
      settle();
      if (tip++ >= WARM_UP) {
        work.add(made);
        processor.add(used);
        jobs.addAll(read);
      }
    }
    String conditions = ", %,d transfers wait".formatted(waiting);
    String push = "tip to job read by one of %,d miners".formatted(miners);
    return List.of(
        Figure.of("tip to new work, median" + conditions, at(work, 0.5), "ms"),
        Figure.atMost(
            TARGET_MILLIS, "tip to new work, 99 of 100" + conditions, at(work, 0.99), "ms"),
        Figure.of("the same, processor time, median", at(processor, 0.5), "ms"),
        Figure.of("the same, processor time, 99 of 100", at(processor, 0.99), "ms"),
        Figure.of(push + ", median", at(jobs, 0.5), "ms"),
        Figure.atMost(TARGET_MILLIS, push + ", 99 of 100", at(jobs, 0.99), "ms"));
  }

  private static Block decode(ChainHost host, Bytes raw) throws DecodeException {
    return host.engine().protocol().format().decodeBlock(raw);
  }

  private static long next(BlockingQueue<Long> times) throws InterruptedException {
    Long time = times.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (time == null) {
      throw new IllegalStateException("no new work within " + PATIENCE_SECONDS + " s");
    }
    return time;
  }

  private static double millis(long from, long to) {
    return (to - from) / 1e6;
  }

  private static double at(List<Double> values, double share) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
  }
}
