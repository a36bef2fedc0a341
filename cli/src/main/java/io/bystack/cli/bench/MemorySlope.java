package io.bystack.cli.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * How fast memory grows: the line of least squares through what was seen after a third of the time,
 * when caches have filled.
 */
final class MemorySlope {
  private static final double MIB = 1 << 20;

  private record Sample(double seconds, double mib) {}

  private final List<Sample> samples = new ArrayList<>();

  void add(double seconds, double bytes) {
    samples.add(new Sample(seconds, bytes / MIB));
  }

  private List<Sample> settled() {
    return samples.subList(samples.size() / 3, samples.size());
  }

  /** MiB an hour. */
  double perHour() {
    List<Sample> seen = settled();
    double meanX = seen.stream().mapToDouble(Sample::seconds).average().orElse(0);
    double meanY = seen.stream().mapToDouble(Sample::mib).average().orElse(0);
    double up = 0;
    double down = 0;
    for (Sample s : seen) {
      up += (s.seconds() - meanX) * (s.mib() - meanY);
      down += (s.seconds() - meanX) * (s.seconds() - meanX);
    }
    return down == 0 ? 0 : up / down * 3600;
  }

  /** MiB it has grown by over the time looked at, along the line. */
  double growth() {
    List<Sample> seen = settled();
    return seen.isEmpty()
        ? 0
        : perHour() / 3600 * (seen.getLast().seconds() - seen.getFirst().seconds());
  }

  double last() {
    return samples.isEmpty() ? Double.NaN : samples.getLast().mib();
  }
}
