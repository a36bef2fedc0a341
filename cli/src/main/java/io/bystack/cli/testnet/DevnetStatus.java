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

/** What people see of a running network. */
final class DevnetStatus {
  private static final String PACE = "/bystack/pace";

  private final List<ValidatorProcess> nodes;
  private final PrintWriter out;
  private final Clock clock;
  private final Set<String> gone = new HashSet<>();

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
    for (ValidatorProcess node : nodes) {
      any |= node.isRunning();
      line.append("  ").append(node.name()).append(' ').append(state(node));
    }
    out.println(line);
    out.flush();
    return any;
  }

  private String state(ValidatorProcess node) {
    Optional<JsonNode> pace = node.ask(PACE);
    if (pace.isPresent()) {
      return pace.get().path("height").asLong()
          + " ("
          + pace.get().path("irreversible_height").asLong()
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

  /** How regularly blocks come and become irreversible, as the first node that answers sees it. */
  void showPace() {
    for (ValidatorProcess node : nodes) {
      Optional<JsonNode> pace = node.ask(PACE);
      if (pace.isPresent()) {
        out.println(
            "pace at "
                + node.name()
                + ": block interval "
                + spread(pace.get().path("block_interval"))
                + "; time to irreversible "
                + spread(pace.get().path("time_to_irreversible")));
        out.flush();
        return;
      }
    }
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
