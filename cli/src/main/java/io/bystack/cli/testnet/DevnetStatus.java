package io.bystack.cli.testnet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** What people see of a running network. */
final class DevnetStatus {
  private static final String PACE = "/bystack/pace";

  private final List<ValidatorProcess> nodes;
  private final PrintWriter out;
  private final Clock clock;
  private final Set<String> gone = new HashSet<>();
  // Kept for when the network is stopped and nobody answers any more.
  private final AtomicReference<Optional<String>> pace = new AtomicReference<>(Optional.empty());

  DevnetStatus(List<ValidatorProcess> nodes, PrintWriter out, Clock clock) {
    this.nodes = nodes;
    this.out = out;
    this.clock = clock;
  }

  /** A line with every node's height; whether any node still runs. */
  boolean showLine() {
    StringBuilder line =
        new StringBuilder(
            LocalTime.now(clock)
                .truncatedTo(ChronoUnit.SECONDS)
                .format(DateTimeFormatter.ISO_LOCAL_TIME));
    boolean any = false;
    Optional<String> seen = Optional.empty();
    for (ValidatorProcess node : nodes) {
      any |= node.isRunning();
      Optional<JsonNode> answer = node.ask(PACE);
      seen = seen.or(() -> answer.map(a -> text(node, a)));
      line.append("  ").append(node.name()).append(' ').append(state(node, answer));
    }
    seen.ifPresent(text -> pace.set(Optional.of(text)));
    out.println(line);
    out.flush();
    return any;
  }

  private String state(ValidatorProcess node, Optional<JsonNode> answer) {
    if (answer.isPresent()) {
      return answer.get().path("height").asLong()
          + " ("
          + answer.get().path("irreversible_height").asLong()
          + ")";
    }
    if (node.isRunning()) {
      return "starting";
    }
    if (gone.add(node.name())) {
      out.println(node.name() + " ended with status " + node.exitStatus() + "; see its output.log");
    }
    return "gone";
  }

  /** How regularly blocks come and become irreversible, as the first node that answered sees it. */
  void showPace() {
    show(pace.get());
  }

  /** The same for the last time, once, also when the nodes are gone already. */
  void showLastPace() {
    show(pace.getAndSet(Optional.empty()));
  }

  private void show(Optional<String> text) {
    text.ifPresent(out::println);
    out.flush();
  }

  private static String text(ValidatorProcess node, JsonNode pace) {
    return "pace at "
        + node.name()
        + ": block interval "
        + spread(pace.path("block_interval"))
        + "; time to irreversible "
        + spread(pace.path("time_to_irreversible"));
  }

  private static String spread(JsonNode spread) {
    return "median %d ms, p99 %d ms, max %d ms (%d blocks)"
        .formatted(
            spread.path("median_ms").asLong(),
            spread.path("p99_ms").asLong(),
            spread.path("max_ms").asLong(),
            spread.path("samples").asInt());
  }
}
