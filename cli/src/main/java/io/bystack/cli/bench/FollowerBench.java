package io.bystack.cli.bench;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolOutcome;
import io.bystack.core.model.Transaction;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.SyncMode;
import io.bystack.dpos.DposProtocol;
import io.bystack.dpos.VaporFormat;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Blocks of a producer that is closed, through followers that see them for the first time. */
final class FollowerBench {
  // A pool holds 65,536 transactions.
  private static final int POOLED_BYTES = 12 << 20;

  /**
   * What a producer has made.
   *
   * @param blocks from height 1 on
   * @param before how many of them come before those with transfers
   * @param full how many have transfers
   * @param transfers in these
   */
  record Made(BytesFile blocks, long before, long full, long transfers) {}

  private final DposProtocol protocol;
  private final InstantSource clock;
  private final Made made;

  FollowerBench(DposProtocol protocol, InstantSource clock, Made made) {
    this.protocol = protocol;
    this.clock = clock;
    this.made = made;
  }

  /** Of the blocks' transfers none was known before. */
  List<Figure> unprepared() throws Exception {
    List<Figure> figures = new ArrayList<>();
    try (ScratchChain follower = open()) {
      try (TimeTable times = TimeTable.start("follower")) {
        Measurement all = Measurement.of(() -> follower.takeAll(made.blocks().next(made.full())));
        figures.add(
            Figure.atLeast(20_000, "follower", all.perSecond(made.transfers()), "transfers/s"));
        figures.addAll(times.stop(made.transfers()));
      }
    }
    return figures;
  }

  /**
   * The transfers were in the follower's pool, verified, before the blocks came. Some blocks at a
   * time, because a pool is bounded; decoding and connecting the blocks is what counts.
   */
  List<Figure> verifiedAhead() throws Exception {
    Measurement pooling = Measurement.NONE;
    Measurement connecting = Measurement.NONE;
    try (ScratchChain follower = open()) {
      for (long left = made.full(); left > 0; ) {
        List<Bytes> some = some(left);
        left -= some.size();
        List<Bytes> transfers = new ArrayList<>();
        for (Bytes raw : some) {
          follower.decode(raw).transactions().stream().skip(1).forEach(t -> transfers.add(t.raw()));
        }
        Mempool pool = follower.host().pool();
        pooling = pooling.plus(Measurement.of(() -> submit(transfers, pool)));
        connecting = connecting.plus(Measurement.of(() -> follower.takeAll(some.stream())));
        if (pool.size() > 0) {
          throw new IllegalStateException(pool.size() + " transfers are not in the blocks");
        }
      }
    }
    long count = made.transfers();
    return List.of(
        Figure.of("follower's pool takes", pooling.perSecond(count), "transfers/s"),
        Figure.of("follower's pool: processor time", pooling.cpuMicrosEach(count), "µs/transfer"),
        Figure.atLeast(
            20_000, "follower, verified ahead", connecting.perSecond(count), "transfers/s"),
        Figure.of(
            "follower, verified ahead: processor time",
            connecting.cpuMicrosEach(count),
            "µs/transfer"));
  }

  private ScratchChain open() throws IOException, StoreException {
    made.blocks().rewind();
    ScratchChain follower = ScratchChain.open(protocol, clock, SyncMode.EVERY_WRITE);
    follower.takeAll(made.blocks().next(made.before()));
    follower.settle();
    return follower;
  }

  private List<Bytes> some(long most) {
    List<Bytes> some = new ArrayList<>();
    for (long bytes = 0; bytes < POOLED_BYTES && some.size() < most; ) {
      Bytes raw = made.blocks().next();
      bytes += raw.length();
      some.add(raw);
    }
    return some;
  }

  private static void submit(List<Bytes> transfers, Mempool pool) {
    transfers.parallelStream()
        .forEach(raw -> {
          PoolOutcome outcome = pool.submit(decode(raw));
          // One that spends another may come before it.
          if (outcome.place() != PoolOutcome.Place.ADDED
              && outcome.place() != PoolOutcome.Place.ORPHAN) {
            throw new IllegalStateException("the pool does not take a transfer: " + outcome);
          }
        });
    if (pool.size() != transfers.size()) {
      throw new IllegalStateException(
          "the pool holds " + pool.size() + " of " + transfers.size() + " transfers");
    }
  }

  private static Transaction decode(Bytes raw) {
    try {
      return VaporFormat.INSTANCE.decodeTransaction(raw);
    } catch (DecodeException e) {
      throw new IllegalStateException("a transfer of the benchmark does not decode", e);
    }
  }
}
