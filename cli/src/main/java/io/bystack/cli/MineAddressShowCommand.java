package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows where rewards go. */
@Command(
    name = "show",
    description = "Show the address that a running node's blocks pay to.",
    footer = {"%nExamples:", "  bystack mine address show"})
final class MineAddressShowCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private NodeOptions node;

  MineAddressShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    ObjectNode status =
        (ObjectNode) node.one(NodeOptions.MAIN_CHAIN).call("/bystack/mining-status");
    ObjectNode result = Json.object();
    result.set("mining_address", status.path("mining_address"));
    result.set("anyone_can_spend", status.path("anyone_can_spend"));
    terminal.print(result);
    return ExitCode.DONE;
  }
}
