package io.bystack.dpos;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.ChainListener;
import io.bystack.core.consensus.TipChange;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How fast blocks come and become irreversible, as this node sees it: of the last blocks that came
 * in time, not while old ones are caught up with. Written by the engine's thread, read by any.
 */
public final class Pace implements ChainListener {
  private static final int KEPT = 1_200;
  private static final long FRESH_MS = 10_000;

  private final InstantSource clock;
  private final Deque<Long> intervals = new ArrayDeque<>();
  private final Deque<Long> delays = new ArrayDeque<>();
  private final NavigableMap<Long, Long> waiting = new TreeMap<>();
  private long lastArrival;
  private long finalHeight;

  /** A distribution in milliseconds; all 0 without samples. */
  public record Spread(int samples, long median, long p99, long max) {
    static Spread of(Deque<Long> values) {
      long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
      int n = sorted.length;
      return n == 0
          ? new Spread(0, 0, 0, 0)
          : new Spread(n, sorted[n / 2], sorted[Math.min(n - 1, (int) (n * 0.99))], sorted[n - 1]);
    }
  }

  /**
   * The figures now.
   *
   * @param interval between the arrivals of one block and the next
   * @param toIrreversible from a block's arrival to its irreversibility
   */
  public record Figures(Spread interval, Spread toIrreversible) {}

  public Pace(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void tipChanged(TipChange change) {
    long now = clock.millis();
    for (BlockRef block : change.connected()) {
      boolean fresh = Math.abs(now - block.timestamp()) < FRESH_MS;
      if (fresh && lastArrival > 0) {
        keep(intervals, now - lastArrival);
      }
      lastArrival = fresh ? now : 0;
      if (fresh && block.height() > finalHeight) {
        waiting.put(block.height(), now);
        if (waiting.size() > KEPT) {
          waiting.pollFirstEntry();
        }
      } else if (fresh) {
        keep(delays, 0);
      }
    }
    change.disconnected().forEach(block -> waiting.remove(block.height()));
  }

  /** A block became irreversible, and all below it. */
  public synchronized void irreversible(BlockRef block) {
    long now = clock.millis();
    finalHeight = Math.max(finalHeight, block.height());
    waiting
        .entrySet()
        .removeIf(entry -> {
          boolean settled = entry.getKey() <= finalHeight;
          if (settled) {
            keep(delays, now - entry.getValue());
          }
          return settled;
        });
  }

  private static void keep(Deque<Long> values, long value) {
    values.addLast(value);
    if (values.size() > KEPT) {
      values.removeFirst();
    }
  }

  /** What has been seen so far. */
  public synchronized Figures figures() {
    return new Figures(Spread.of(intervals), Spread.of(delays));
  }
}
