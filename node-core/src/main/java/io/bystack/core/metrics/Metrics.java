package io.bystack.core.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The counters, gauges and timers of one process, or of a part of it whose metrics all bear a label
 * more. Names are given without the leading {@code bystack_} and without the endings Prometheus
 * wants: a counter {@code reorgs} is shown as {@code bystack_reorgs_total}, a timer {@code
 * block_import} as {@code bystack_block_import_seconds}. Labels come as name, value, name, value; a
 * name must always have the same labels, and their values must be few. Safe for any thread;
 * counting and timing allocate nothing.
 */
public final class Metrics implements AutoCloseable {
  /** What every name begins with. */
  public static final String PREFIX = "bystack_";

  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final Shared shared;
  private final Tags labels;
  private final List<Meter> own = new ArrayList<>();
  private final List<Metrics> parts = new ArrayList<>();
  // The registry only remembers them weakly.
  private final List<Object> sources = new ArrayList<>();

  /** What a process's metrics have in common; gauges are not read while a part is closed. */
  private record Shared(MeterRegistry registry, ReentrantReadWriteLock reading) {}

  private Metrics(Shared shared, Tags labels) {
    this.shared = shared;
    this.labels = labels;
  }

  /** The metrics of a process; {@link #text} shows them. */
  public static Metrics create() {
    PrometheusMeterRegistry registry =
        new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM);
    return new Metrics(new Shared(registry, new ReentrantReadWriteLock()), Tags.empty());
  }

  /** Metrics nobody looks at. */
  public static Metrics none() {
    return new Metrics(
        new Shared(new SimpleMeterRegistry(), new ReentrantReadWriteLock()), Tags.empty());
  }

  /** A part whose metrics bear a label more, and go away when it is closed. */
  public Metrics with(String label, String value) {
    Metrics part = new Metrics(shared, labels.and(label, value));
    synchronized (this) {
      parts.add(part);
    }
    return part;
  }

  /** Something that happens. */
  public Count counter(String name, String help, String... more) {
    Counter counter =
        Counter.builder(PREFIX + name)
            .description(help)
            .tags(labels.and(more))
            .register(shared.registry());
    keep(counter, counter);
    return counter::increment;
  }

  /** Something that happens and is counted elsewhere; the total never falls. */
  public void counter(String name, String help, DoubleSupplier total, String... more) {
    FunctionCounter counter =
        FunctionCounter.builder(PREFIX + name, total, t -> read(name, t))
            .description(help)
            .tags(labels.and(more))
            .register(shared.registry());
    keep(counter, total);
  }

  /** Something that has a value now; asked for when somebody looks, from any thread. */
  public void gauge(String name, String help, DoubleSupplier value, String... more) {
    Gauge gauge =
        Gauge.builder(PREFIX + name, () -> read(name, value))
            .description(help)
            .tags(labels.and(more))
            .register(shared.registry());
    keep(gauge, value);
  }

  /** Something that takes time: how often, how long in all, and half and 99 % of the last time. */
  public Latency latency(String name, String help, String... more) {
    Timer timer =
        Timer.builder(PREFIX + name)
            .description(help)
            .tags(labels.and(more))
            .publishPercentiles(0.5, 0.99)
            .percentilePrecision(2)
            .distributionStatisticExpiry(WINDOW)
            .register(shared.registry());
    keep(timer, timer);
    return new Latency(timer);
  }

  private synchronized void keep(Meter meter, Object source) {
    own.add(meter);
    sources.add(source);
  }

  /** One broken gauge must not hide the others. */
  private static double read(String name, DoubleSupplier value) {
    try {
      return value.getAsDouble();
    } catch (RuntimeException e) {
      LOG.debug("metric {} has no value: {}", name, e.toString());
      return Double.NaN;
    }
  }

  /** All metrics of the process in Prometheus's text form; empty for {@link #none}. */
  public String text() {
    shared.reading().readLock().lock();
    try {
      return shared.registry() instanceof PrometheusMeterRegistry prometheus
          ? prometheus.scrape()
          : "";
    } finally {
      shared.reading().readLock().unlock();
    }
  }

  /**
   * Takes this part's metrics and those of its parts away. On return none of its gauges is being
   * read, nor will be: what they look at may be closed.
   */
  @Override
  public void close() {
    shared.reading().writeLock().lock();
    try {
      removeAll();
    } finally {
      shared.reading().writeLock().unlock();
    }
  }

  private synchronized void removeAll() {
    parts.forEach(Metrics::removeAll);
    parts.clear();
    own.forEach(shared.registry()::remove);
    own.clear();
    sources.clear();
  }
}
