package io.bystack.cli.bench;

import io.bystack.dpos.produce.ProducerTimer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock that stands still until the next task is due, so that a producer's slots come as fast as
 * it can fill them.
 */
final class VirtualTime implements InstantSource, ProducerTimer {
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private volatile long now;
  private long orders;

  private record Task(long at, long order, Runnable run) {}

  VirtualTime(long startMillis) {
    this.now = startMillis;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public void at(long millis, Runnable task) {
    tasks.add(new Task(millis, orders++, task));
  }

  /** Runs the next task at its time. */
  void step() {
    Task next = tasks.remove();
    now = Math.max(now, next.at);
    next.run.run();
  }
}
