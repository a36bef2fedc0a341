package io.bystack.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a long command is, on standard error: a bar for people, a line now and then for logs. */
interface Progress extends AutoCloseable {
  /**
   * The command has come so far.
   *
   * @param done of the total, in its unit
   * @param height of the block just done
   */
  void at(long done, long height);

  @Override
  void close();

  /**
   * Begins.
   *
   * @param task in one word: {@code import}
   * @param total bytes or blocks
   */
  static Progress start(Terminal terminal, String task, long total) {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        ? new Bar(terminal.err(), task, total)
        : new Lines(terminal.err(), task, total, System::nanoTime);
  }

  /** Redraws one line with bar, rate and time left. */
  final class Bar implements Progress {
    private static final int WIDTH = 100;
    private final ProgressBar bar;
    private final Rate rate = new Rate(System::nanoTime);
    private final PrintWriter err;

    Bar(PrintWriter err, String task, long total) {
      this.err = err;
      this.bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(250)
              .setConsumer(new DelegatingProgressBarConsumer(this::draw, WIDTH))
              .build();
    }

    private void draw(String line) {
      err.print('\r' + line);
      err.flush();
    }

    @Override
    public void at(long done, long height) {
      rate.add();
      bar.stepTo(done);
      bar.setExtraMessage(" height " + height + ", " + rate.text());
    }

    @Override
    public void close() {
      bar.close();
      err.println();
    }
  }

  /** Writes a line every few seconds. */
  final class Lines implements Progress {
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(10);
    private final PrintWriter err;
    private final String task;
    private final long total;
    private final LongSupplier nanos;
    private final Rate rate;
    private long nextLine;

    Lines(PrintWriter err, String task, long total, LongSupplier nanos) {
      this.err = err;
      this.task = task;
      this.total = total;
      this.nanos = nanos;
      this.rate = new Rate(nanos);
      this.nextLine = nanos.getAsLong() + INTERVAL;
    }

    @Override
    public void at(long done, long height) {
      rate.add();
      long now = nanos.getAsLong();
      if (now - nextLine >= 0) {
        nextLine = now + INTERVAL;
        double part = total == 0 ? 1 : Math.min(1, (double) done / total);
        err.printf(
            "%s: %d %%, height %d, %s, %d s left%n",
            task, Math.round(100 * part), height, rate.text(), Math.round(rate.left(part)));
        err.flush();
      }
    }

    @Override
    public void close() {
      // What has been done is the command's to say.
    }
  }

  /** Counts blocks and time. */
  final class Rate {
    private final LongSupplier nanos;
    private final long start;
    private long blocks;

    Rate(LongSupplier nanos) {
      this.nanos = nanos;
      this.start = nanos.getAsLong();
    }

    void add() {
      blocks++;
    }

    long blocks() {
      return blocks;
    }

    double seconds() {
      return Math.max(1e-3, (nanos.getAsLong() - start) / 1e9);
    }

    double perSecond() {
      return blocks / seconds();
    }

    /** Seconds left if a part of the whole took the time until now. */
    double left(double part) {
      return part <= 0 ? 0 : seconds() * (1 - part) / part;
    }

    String text() {
      double rate = perSecond();
      return (rate < 10 ? String.format("%.1f", rate) : Math.round(rate)) + " blocks/s";
    }
  }
}
