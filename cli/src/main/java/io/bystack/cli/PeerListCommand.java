package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows a running node's peers. */
@Command(
    name = "list",
    description = {
      "Show the peers of a running node.",
      "Sizes are in bytes, without encryption; JSON has them for each kind of message too."
    },
    footer = {"%nExamples:", "  bystack peer list", "  bystack peer list --chain side -o json"})
final class PeerListCommand implements Callable<ExitCode> {
  private static final int SHORT_ID = 12;

  private final Terminal terminal;

  @Mixin private PeerNode node;

  PeerListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    List<ObjectNode> rows = node.rows("/bystack/peers/list");
    for (ObjectNode row : rows) {
      String id = row.path("id").asText();
      row.put("peer", id.substring(0, Math.min(SHORT_ID, id.length())));
      row.put("age_s", row.path("connected_ms").asLong() / 1_000);
      row.set("sent_bytes", row.path("sent").path("bytes"));
      row.set("received_bytes", row.path("received").path("bytes"));
    }
    terminal.print(
        List.of(
            "chain",
            "address",
            "direction",
            "height",
            "ping_ms",
            "age_s",
            "sent_bytes",
            "received_bytes",
            "ban_score",
            "version",
            "peer"),
        rows);
    return ExitCode.DONE;
  }
}
