package io.bystack.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import io.bystack.cli.bench.ThreadTimes.Kind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where each microsecond of processor time goes. Time of our own threads is divided by samples of
 * their stacks, that of others is as the system counts it.
 */
final class TimeTable implements AutoCloseable {
  private static final String SAMPLE = "jdk.CPUTimeSample";
  private static final String EVERY = "10ms";
  private static final long SAMPLE_NANOS = 10_000_000;

  private final String name;
  private final Recording recording = new Recording();
  private final ThreadTimes before;
  private final long cpuBefore;

  private TimeTable(String name) throws IOException {
    this.name = name;
    recording.enable(SAMPLE).with("throttle", EVERY);
    recording.start();
    this.before = ThreadTimes.now();
    this.cpuBefore = processNanos();
  }

  /**
   * Begins to watch.
   *
   * @param name of what is measured, for the figures
   */
  static TimeTable start(String name) throws IOException {
    return new TimeTable(name);
  }

  private static long processNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** Ends watching; a figure for each part that takes part, per item of a number of items. */
  List<Figure> stop(long items) throws IOException {
    long all = processNanos() - cpuBefore;
    Map<Kind, Long> threads = ThreadTimes.now().since(before);
    recording.stop();
    Map<Work, Long> samples = samples();
    long ours = samples.values().stream().mapToLong(n -> n * SAMPLE_NANOS).sum();
    long rest = all - ours;
    List<Figure> figures = new ArrayList<>();
    for (Map.Entry<Work, Long> part : samples.entrySet()) {
      add(part.getKey().title(), part.getValue() * SAMPLE_NANOS, items, figures);
    }
    for (Kind kind : List.of(Kind.STORE, Kind.COLLECTOR, Kind.COMPILER)) {
      long nanos = threads.getOrDefault(kind, 0L);
      rest -= nanos;
      add(title(kind), nanos, items, figures);
    }
    // Threads that have ended, and what samples miss.
    add("not attributed", Math.max(0, rest), items, figures);
    add("all processor time", all, items, figures);
    return figures;
  }

  private static String title(Kind kind) {
    return switch (kind) {
      case STORE -> "store: flushing and compacting files";
      case COLLECTOR -> "garbage collection";
      case COMPILER -> "compilation of Java code";
      case PROGRAM -> "program";
    };
  }

  private void add(String part, long nanos, long items, List<Figure> figures) {
    if (nanos > 0) {
      figures.add(Figure.of(name + ": " + part, nanos / 1e3 / items, "µs/transfer"));
    }
  }

  private Map<Work, Long> samples() throws IOException {
    Map<Work, Long> samples = new EnumMap<>(Work.class);
    Path file = Files.createTempFile("bystack-bench", ".jfr");
    try {
      recording.dump(file);
      try (RecordingFile events = new RecordingFile(file)) {
        while (events.hasMoreEvents()) {
          RecordedEvent event = events.readEvent();
          if (event.getEventType().getName().equals(SAMPLE)) {
            samples.merge(Work.of(event.getStackTrace()), 1L, Long::sum);
          }
        }
      }
      return samples;
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    recording.close();
  }
}
