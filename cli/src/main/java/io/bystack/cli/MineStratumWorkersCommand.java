package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the miners that have used the pool server. */
@Command(
    name = "workers",
    description = {
      "List every worker of a running node's pool server with its shares and hash rate.",
      "The hash rate is estimated from the shares of about the last ten minutes."
    },
    footer = {
      "%nExamples:",
      "  bystack mine stratum workers",
      "  bystack mine stratum workers -o csv"
    })
final class MineStratumWorkersCommand implements Callable<ExitCode> {
  private static final List<String> COLUMNS =
      List.of(
          "worker",
          "hash_rate",
          "accepted",
          "stale",
          "duplicate",
          "low_difficulty",
          "invalid",
          "blocks_found",
          "last_share");

  private final Terminal terminal;

  @Mixin private NodeOptions node;

  MineStratumWorkersCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    List<ObjectNode> rows = new ArrayList<>();
    node.one(NodeOptions.MAIN_CHAIN)
        .call("/bystack/list-stratum-workers")
        .path("workers")
        .forEach(worker -> rows.add((ObjectNode) worker));
    terminal.print(COLUMNS, rows);
    return ExitCode.DONE;
  }
}
