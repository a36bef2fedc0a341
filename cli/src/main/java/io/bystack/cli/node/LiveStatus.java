package io.bystack.cli.node;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** One line every few seconds that shows how the chains get on. */
final class LiveStatus {
  private static final String ERASE_REST = "\u001b[K";

  private final RunningNode node;
  private final PrintWriter out;
  private final Clock clock;
  private final Map<String, LongAdder> transactions = new ConcurrentHashMap<>();

  LiveStatus(RunningNode node, PrintWriter out, Clock clock) {
    this.node = node;
    this.out = out;
    this.clock = clock;
    node.chains().values().forEach(this::count);
  }

  private void count(HostedChain chain) {
    LongAdder adder = transactions.computeIfAbsent(chain.name(), _ -> new LongAdder());
    chain
        .host()
        .engine()
        .addListener(change ->
            change
                .connected()
                .forEach(ref ->
                    adder.add(chain.host().engine().tree().block(ref).transactions().size() - 1L)));
  }

  /**
   * Shows the state until the thread is interrupted.
   *
   * @param inPlace on a terminal, where a line can be written over the one before
   */
  void show(int seconds, boolean inPlace) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    while (!never.await(seconds, TimeUnit.SECONDS)) {
      if (inPlace) {
        out.print("\r" + line(seconds) + ERASE_REST);
      } else {
        out.println(line(seconds));
      }
      out.flush();
    }
  }

  private String line(int seconds) {
    StringBuilder line =
        new StringBuilder(
            LocalTime.now(clock)
                .truncatedTo(ChronoUnit.SECONDS)
                .format(DateTimeFormatter.ISO_LOCAL_TIME));
    Map<String, HostedChain> ordered = new LinkedHashMap<>(node.chains());
    ordered.forEach((name, chain) -> {
      if (node.hasFailed(name)) {
        line.append("  ").append(name).append(" has failed, see the log");
        return;
      }
      line.append("  ").append(name).append(' ').append(chain.best().height());
      if (chain.finalHeight() > 0) {
        line.append(" (final ").append(chain.finalHeight()).append(')');
      }
      if (chain.access().listening()) {
        line.append(" peers ").append(chain.access().count());
      }
      long sent = transactions.get(name).sumThenReset();
      line.append(" pool ").append(chain.host().pool().size());
      line.append(" tx/s ").append(sent / seconds);
    });
    return line.toString();
  }
}
