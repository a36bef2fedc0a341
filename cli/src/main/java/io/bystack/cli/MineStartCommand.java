package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Switches the built-in miner on. */
@Command(
    name = "start",
    description = {
      "Have a running node mine on the main chain with its own cores.",
      "It needs an address to mine to: see mine address set."
    },
    footer = {"%nExamples:", "  bystack mine start", "  bystack mine start --threads 4"})
final class MineStartCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private NodeOptions node;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "So many threads; without it as many as last time, or as configured.")
  private int threads;

  MineStartCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    if (threads < 0 || threads > 1024) {
      throw CommandException.usage("--threads is " + threads, "1 to 1024 is expected", "");
    }
    terminal.print(
        (ObjectNode)
            node.one(NodeOptions.MAIN_CHAIN)
                .call("/bystack/start-mining", Json.object().put("threads", threads)));
    return ExitCode.DONE;
  }
}
