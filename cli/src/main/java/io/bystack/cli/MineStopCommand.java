package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeClient;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Switches the built-in miner off. */
@Command(
    name = "stop",
    description = {
      "Have a running node stop mining with its own cores.",
      "Work for pool software and the Stratum server go on."
    },
    footer = {"%nExamples:", "  bystack mine stop"})
final class MineStopCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private NodeOptions node;

  MineStopCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    NodeClient client = node.one(NodeOptions.MAIN_CHAIN);
    client.call("/set-mining", Json.object().put("is_mining", false));
    terminal.print((ObjectNode) client.call("/bystack/mining-status"));
    return ExitCode.DONE;
  }
}
