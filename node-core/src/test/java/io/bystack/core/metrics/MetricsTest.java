package io.bystack.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = Metrics.create();

  @Test
  void showsWhatPartsCountUnderTheirLabels() {
    Metrics main = metrics.with("chain", "main");
    Metrics side = metrics.with("chain", "side");
    Count mainBlocks = main.counter("blocks", "Blocks.", "place", "tip");
    side.counter("blocks", "Blocks.", "place", "tip").add(5);
    mainBlocks.increment();
    mainBlocks.add(2);
    main.gauge("height", "Height.", () -> 17);
    assertThat(metrics.text())
        .contains(
            "# HELP bystack_blocks_total Blocks.",
            "# TYPE bystack_blocks_total counter",
            "bystack_blocks_total{chain=\"main\",place=\"tip\"} 3.0",
            "bystack_blocks_total{chain=\"side\",place=\"tip\"} 5.0",
            "bystack_height{chain=\"main\"} 17.0");
    assertThat(main.text()).isEqualTo(metrics.text());
  }

  @Test
  void showsWhatIsCountedElsewhereThoughNobodyElseKeepsIt() {
    LongAdder hits = new LongAdder();
    metrics.counter("hits", "Hits.", hits::sum);
    hits.add(9);
    System.gc();
    assertThat(metrics.text()).contains("bystack_hits_total 9.0");
  }

  @Test
  void showsHalfAndNinetyNinePercentOfTimes() {
    Latency latency = metrics.latency("import", "Imports.");
    for (int i = 0; i < 100; i++) {
      latency.stop(latency.start() - TimeUnit.MILLISECONDS.toNanos(i < 95 ? 10 : 500));
    }
    assertThat(metrics.text())
        .contains("bystack_import_seconds_count 100")
        .containsPattern("bystack_import_seconds\\{quantile=\"0.5\"} 0\\.0(099|10)")
        .containsPattern("bystack_import_seconds\\{quantile=\"0.99\"} 0\\.[45]\\d");
  }

  @Test
  void aBrokenGaugeDoesNotHideTheOthers() {
    metrics.gauge(
        "broken",
        "Broken.",
        () -> {
          throw new IllegalStateException("closed");
        });
    metrics.gauge("whole", "Whole.", () -> 1);
    assertThat(metrics.text()).contains("bystack_broken NaN", "bystack_whole 1.0");
  }

  @Test
  void aClosedPartIsGoneWithItsParts() {
    Metrics chain = metrics.with("chain", "side");
    chain.gauge("height", "Height.", () -> 1);
    chain.with("table", "utxo").gauge("bytes", "Bytes.", () -> 1);
    metrics.with("chain", "main").gauge("height", "Height.", () -> 2);
    chain.close();
    assertThat(metrics.text()).contains("chain=\"main\"").doesNotContain("chain=\"side\"");
    metrics.with("chain", "side").gauge("height", "Height.", () -> 3);
    assertThat(metrics.text()).contains("bystack_height{chain=\"side\"} 3.0");
  }

  @Test
  void closingWaitsForGaugesBeingRead() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean closed = new AtomicBoolean();
    AtomicBoolean readAfterClose = new AtomicBoolean();
    Metrics chain = metrics.with("chain", "side");
    chain.gauge(
        "native",
        "Native.",
        () -> {
          reading.countDown();
          awaitQuietly(goOn);
          readAfterClose.set(closed.get());
          return 1;
        });
    Thread reader = Thread.ofPlatform().start(metrics::text);
    reading.await();
    Thread closer =
        Thread.ofPlatform()
            .start(() -> {
              chain.close();
              closed.set(true);
            });
    while (closer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    reader.join();
    closer.join();
    assertThat(readAfterClose).isFalse();
    assertThat(closed).isTrue();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void countingAndTimingAllocateNothing() {
    Count count = metrics.counter("events", "Events.");
    Latency latency = metrics.latency("work", "Work.");
    for (int i = 0; i < 20_000; i++) {
      count.increment();
      latency.stop(latency.start());
    }
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100_000; i++) {
      count.increment();
      latency.stop(latency.start());
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
  }

  @Test
  void knowsTheProcess() {
    ProcessMetrics.addTo(metrics);
    assertThat(metrics.text())
        .contains("bystack_process_cpu_seconds_total", "bystack_process_handles_limit")
        .containsPattern("bystack_process_threads [1-9]");
    assertThat(ProcessMetrics.residentBytes()).isGreaterThan(10 << 20);
  }

  @Test
  void nobodyLooksAtNone() {
    Metrics none = Metrics.none();
    none.counter("events", "Events.").increment();
    assertThat(none.text()).isEmpty();
  }
}
