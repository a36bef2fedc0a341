package io.bystack.dpos.sim;

import java.util.PriorityQueue;

/** A clock that jumps from one task to the next; tasks of one moment run in the order they came. */
final class VirtualTime {
  private record Task(long at, long order, Runnable run) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long now;
  private long order;

  VirtualTime(long start) {
    this.now = start;
  }

  long now() {
    return now;
  }

  void at(long millis, Runnable task) {
    tasks.add(new Task(Math.max(now, millis), order++, task));
  }

  /** Runs everything up to a time. */
  void runTo(long end) {
    while (!tasks.isEmpty() && tasks.peek().at() <= end) {
      Task task = tasks.poll();
      now = task.at();
      task.run().run();
    }
    now = end;
  }
}
