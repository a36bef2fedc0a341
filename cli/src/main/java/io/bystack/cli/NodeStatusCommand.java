package io.bystack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeClient;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.sync.SyncProgress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows how a running node's chains get on. */
@Command(
    name = "status",
    description = "Show height, finality and peers of a running node's chains.",
    footer = {
      "%nExamples:",
      "  bystack node status",
      "  bystack node status --rpc-url http://127.0.0.1:9889 -o json"
    })
final class NodeStatusCommand implements Callable<ExitCode> {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final List<String> COLUMNS =
      List.of(
          "url",
          "network",
          "height",
          "highest",
          "final",
          "peers",
          "syncing",
          "blocks_per_second",
          "left",
          "history",
          "history_left",
          "making");

  private final Terminal terminal;

  @Mixin private NodeOptions node;

  NodeStatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    List<ObjectNode> rows = new ArrayList<>();
    CommandException unreachable = null;
    for (URI url : node.urls()) {
      try {
        NodeClient client = node.client(url, TIMEOUT);
        ObjectNode row = row(url, client.call("/net-info"));
        addProgress(row, client);
        rows.add(row);
      } catch (CommandException e) {
        if (e.exitCode() != ExitCode.UNREACHABLE) {
          throw e;
        }
        // A node may run one chain only: it is unreachable if no address answers.
        unreachable = e;
      }
    }
    if (rows.isEmpty() && unreachable != null) {
      throw node.noneAnswers(unreachable);
    }
    terminal.print(columns(rows), rows);
    return ExitCode.DONE;
  }

  /** People are not shown columns with nothing in them; programs get the same ones always. */
  private List<String> columns(List<ObjectNode> rows) {
    return terminal.format() == OutputFormat.TABLE
        ? COLUMNS.stream().filter(column -> rows.stream().anyMatch(r -> r.has(column))).toList()
        : COLUMNS;
  }

  /** A reference node, or one without a network, has no progress to tell. */
  private static void addProgress(ObjectNode row, NodeClient client) {
    JsonNode sync;
    try {
      sync = client.call("/bystack/sync");
    } catch (CommandException e) {
      return;
    }
    if (!sync.path("caught_up").asBoolean(true)) {
      row.set("blocks_per_second", sync.path("blocks_per_second"));
      row.put("left", left(sync));
    }
    JsonNode history = sync.path("history");
    if (history.isObject()) {
      row.put(
          "history",
          history.path("height").asText()
              + " of "
              + history.path("target").asText()
              + " at "
              + history.path("blocks_per_second").asText()
              + "/s");
      row.put("history_left", left(history));
    }
  }

  private static String left(JsonNode progress) {
    return progress.has("seconds_left")
        ? SyncProgress.text(Duration.ofSeconds(progress.path("seconds_left").asLong()))
        : "unknown";
  }

  private static ObjectNode row(URI url, JsonNode info) {
    ObjectNode row = Json.object();
    row.put("url", url.toString());
    row.set("network", info.path("network_id"));
    row.set("height", info.path("current_block"));
    row.set("highest", info.path("highest_block"));
    if (info.has("irreversible_block")) {
      row.set("final", info.path("irreversible_block"));
    }
    row.set("peers", info.path("peer_count"));
    row.set("syncing", info.path("syncing"));
    row.set("making", info.path("mining"));
    return row;
  }
}
