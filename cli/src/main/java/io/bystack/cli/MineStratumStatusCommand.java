package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what the pool server does. */
@Command(
    name = "status",
    description = {
      "Show connections, shares and hash rate of a running node's pool server.",
      "Shares and blocks count from the server's start."
    },
    footer = {"%nExamples:", "  bystack mine stratum status"})
final class MineStratumStatusCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private NodeOptions node;

  MineStratumStatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    terminal.print((ObjectNode) node.one(NodeOptions.MAIN_CHAIN).call("/bystack/stratum-status"));
    return ExitCode.DONE;
  }
}
