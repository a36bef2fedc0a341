package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what the built-in miner does. */
@Command(
    name = "status",
    description = {
      "Show what a running node's built-in miner does.",
      "hash_rate is hashes per second over about the last minute; hashes and blocks_found count from"
          + " the node's start."
    },
    footer = {"%nExamples:", "  bystack mine status", "  bystack mine status -o json"})
final class MineStatusCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private NodeOptions node;

  MineStatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    terminal.print((ObjectNode) node.one(NodeOptions.MAIN_CHAIN).call("/bystack/mining-status"));
    return ExitCode.DONE;
  }
}
