package io.bystack.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How long something took.
 *
 * @param elapsedNanos on the wall
 * @param cpuNanos processor time of this whole process: with other load on the machine the fairer
 *     figure
 */
record Measurement(long elapsedNanos, long cpuNanos) {
  private static final double NANOS = 1e9;

  /** No time at all. */
  static final Measurement NONE = new Measurement(0, 0);

  /** What is measured. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  static Measurement of(Task task) throws Exception {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    task.run();
    long elapsed = System.nanoTime() - start;
    return new Measurement(elapsed, system.getProcessCpuTime() - cpu);
  }

  /** Both together. */
  Measurement plus(Measurement other) {
    return new Measurement(elapsedNanos + other.elapsedNanos, cpuNanos + other.cpuNanos);
  }

  double seconds() {
    return elapsedNanos / NANOS;
  }

  double perSecond(long count) {
    return count * NANOS / elapsedNanos;
  }

  double cpuMicrosEach(long count) {
    return cpuNanos / 1e3 / count;
  }

  double cpuMillisEach(long count) {
    return cpuNanos / 1e6 / count;
  }
}
