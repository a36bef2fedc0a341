package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says where rewards go. */
@Command(
    name = "set",
    description = {
      "Have a running node's blocks pay to an address from now on.",
      "The node keeps it over a restart, unless mine.address is configured."
    },
    footer = {"%nExamples:", "  bystack mine address set bm1q…"})
final class MineAddressSetCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private NodeOptions node;

  @Parameters(paramLabel = "ADDRESS", description = "An address of the main chain's network.")
  private String address;

  MineAddressSetCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    terminal.print(
        (ObjectNode)
            node.one(NodeOptions.MAIN_CHAIN)
                .call("/set-mining-address", Json.object().put("mining_address", address)));
    return ExitCode.DONE;
  }
}
