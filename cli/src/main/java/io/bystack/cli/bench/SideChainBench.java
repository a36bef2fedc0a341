package io.bystack.cli.bench;

import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolOutcome;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.model.Transaction;
import io.bystack.core.store.SyncMode;
import io.bystack.dpos.OwnSigner;
import io.bystack.dpos.VaporFormat;
import io.bystack.dpos.produce.BlockProducer;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Transfers at a steady rate through pool, blocks and store of a single producer, then the same
 * blocks through followers.
 */
final class SideChainBench {
  private static final int THREADS = 2;
  private static final int OUTPUTS_PER_CLAIM = 2_800;
  private static final int CLAIMS_AT_ONCE = 20;
  private static final int SIGN_AT_ONCE = 10_000;
  private static final int TIMED = 16;
  private static final long PAUSE_NANOS = 1_000_000;
  private static final long PATIENCE_NANOS = 120_000_000_000L;

  /**
   * What is to be run.
   *
   * @param outputs unspent at the start; transfers spend them, then each other's
   * @param rate of submission, transfers per second
   */
  record Load(int outputs, int rate, int seconds) {
    int transfers() {
      return rate * seconds;
    }
  }

  private final PrintWriter progress;
  private final Load load;
  private final InstantSource clock = InstantSource.system();
  private final SideChainParts parts = new SideChainParts(clock);
  private final List<Figure> figures = new ArrayList<>();

  SideChainBench(PrintWriter progress, Load load) {
    this.progress = progress;
    this.load = load;
  }

  List<Figure> run() throws Exception {
    try (BytesFile blocks = BytesFile.create()) {
      FollowerBench.Made made = produce(blocks);
      // What is known by now is not lost if a follower fails.
      figures.forEach(figure -> say("%s", figure.line()));
      say("following %,d blocks, twice", made.before() + made.full());
      FollowerBench follower = new FollowerBench(parts.follower(), clock, made);
      figures.addAll(follower.unprepared());
      figures.addAll(follower.verifiedAhead());
    }
    return figures;
  }

  /** Nothing of the producer stays but the blocks. */
  private FollowerBench.Made produce(BytesFile blocks) throws Exception {
    try (ScratchFolder guard = ScratchFolder.create();
        BytesFile transfers = BytesFile.create()) {
      OwnSigner signer = parts.signer(guard.path().resolve("sign-once.json"));
      try (ScratchChain chain =
          ScratchChain.open(parts.producer(signer), clock, SyncMode.EVERY_WRITE)) {
        Confirmations confirmed = new Confirmations(chain.host().engine());
        BlockProducer producer = parts.producer(chain.host(), signer, clock, result -> {});
        onThread(chain, producer::start);
        List<Hash> claims = claim(chain, confirmed);
        long before = chain.host().engine().best().height();
        sign(claims, transfers);
        chain.settle();
        submitAll(chain, confirmed, transfers);
        onThread(chain, producer::stop);
        long height = chain.host().engine().best().height();
        keepBlocks(chain.host().engine().tree(), height, blocks);
        return new FollowerBench.Made(blocks, before, height - before, load.transfers());
      }
    }
  }

  private static void keepBlocks(BlockTree tree, long height, BytesFile blocks) throws IOException {
    for (long at = 1; at <= height; at++) {
      blocks.write(tree.block(tree.mainChainAt(at).orElseThrow()).raw());
    }
  }

  private static void onThread(ScratchChain chain, Runnable task) {
    chain.host().thread().call(() -> done(task)).join();
  }

  private static boolean done(Runnable task) {
    task.run();
    return true;
  }

  /** The sources of the outputs. */
  private List<Hash> claim(ScratchChain chain, Confirmations confirmed) throws Exception {
    int count = (load.outputs() + OUTPUTS_PER_CLAIM - 1) / OUTPUTS_PER_CLAIM;
    say("claiming %,d outputs", count * OUTPUTS_PER_CLAIM);
    List<Hash> claims = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Transaction claim = parts.claim(i, OUTPUTS_PER_CLAIM);
      require(chain.host().pool().submit(claim));
      claims.add(claim.muxId());
      if (i % CLAIMS_AT_ONCE == CLAIMS_AT_ONCE - 1) {
        await(confirmed, i + 1);
      }
    }
    await(confirmed, count);
    return claims;
  }

  private static void require(PoolOutcome outcome) {
    if (outcome.place() != PoolOutcome.Place.ADDED) {
      throw new IllegalStateException("the pool does not take a transaction: " + outcome);
    }
  }

  private static void await(Confirmations confirmed, long count) {
    long start = System.nanoTime();
    while (confirmed.count() < count) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IllegalStateException(
            "only " + confirmed.count() + " of " + count + " transactions came into blocks");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void sign(List<Hash> claims, BytesFile file) throws IOException {
    say("signing %,d transfers", load.transfers());
    CoinRow coins = new CoinRow(claims, OUTPUTS_PER_CLAIM, load.transfers());
    int atOnce = (int) Math.min(SIGN_AT_ONCE, coins.ahead());
    for (int done = 0; done < load.transfers(); done += atOnce) {
      int count = Math.min(atOnce, load.transfers() - done);
      List<TransferMaker.Coin> some = Stream.generate(coins::next).limit(count).toList();
      for (Transaction transfer : some.parallelStream().map(parts.maker()::transfer).toList()) {
        file.write(transfer.raw());
        coins.add(transfer);
      }
    }
    file.rewind();
  }

  private void submitAll(ScratchChain chain, Confirmations confirmed, BytesFile file)
      throws Exception {
    say("%,d transfers a second for %d s", load.rate(), load.seconds());
    long before = confirmed.count();
    AtomicInteger waits = new AtomicInteger();
    long start = System.nanoTime();
    List<Figure> table;
    try (TimeTable times = TimeTable.start("producer")) {
      submit(chain, confirmed, file, start, waits);
      await(confirmed, before + load.transfers());
      table = times.stop(load.transfers());
    }
    double seconds = (confirmed.lastNanos() - start) / 1e9;
    figures.add(
        Figure.atLeast(
            10_000, "sustained, submission to block", load.transfers() / seconds, "transfers/s"));
    figures.add(Figure.of("sustained for", seconds, "s"));
    figures.add(Figure.of("confirmed, median", confirmed.secondsWithin(0.5), "s"));
    figures.add(Figure.of("confirmed, 99 of 100", confirmed.secondsWithin(0.99), "s"));
    figures.add(Figure.of("waits for room in the pool", waits.get(), ""));
    figures.add(Figure.of("memory of the process now", Machine.residentMiB(), "MiB"));
    figures.addAll(table);
  }

  private void submit(
      ScratchChain chain, Confirmations confirmed, BytesFile file, long start, AtomicInteger waits)
      throws Exception {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        workers.add(threads.submit(() -> submit(chain, confirmed, file, next, start, waits)));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    }
  }

  private void submit(
      ScratchChain chain,
      Confirmations confirmed,
      BytesFile file,
      AtomicInteger next,
      long start,
      AtomicInteger waits) {
    // The next number and its bytes need not match: order does not matter over so short a time.
    for (int i = next.getAndIncrement(); i < load.transfers(); i = next.getAndIncrement()) {
      long due = start + (long) (i * (1e9 / load.rate()));
      for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      Transaction transfer = decode(file);
      if (i % TIMED == 0) {
        confirmed.submitted(transfer.id());
      }
      PoolOutcome outcome = chain.host().pool().submit(transfer);
      while (isTemporary(outcome)) {
        waits.incrementAndGet();
        LockSupport.parkNanos(PAUSE_NANOS);
        outcome = chain.host().pool().submit(transfer);
      }
      require(outcome);
    }
  }

  private static boolean isTemporary(PoolOutcome outcome) {
    return outcome.violation().map(v -> v.rule().equals(Mempool.FULL)).orElse(false);
  }

  private static Transaction decode(BytesFile file) {
    try {
      return VaporFormat.INSTANCE.decodeTransaction(file.next());
    } catch (DecodeException e) {
      throw new IllegalStateException("a transfer of the benchmark does not decode", e);
    }
  }

  private void say(String text, Object... values) {
    progress.printf(text + "%n", values);
    progress.flush();
  }
}
