package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeClient;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fetches work for a miner of one's own. */
@Command(
    name = "get",
    description = "Show a header to find a nonce for, and the seed of its proof of work.",
    footer = {
      "%nExamples:",
      "  bystack mine work get",
      "  bystack mine work get --decoded -o json"
    })
final class MineWorkGetCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private NodeOptions node;

  @Option(names = "--decoded", description = "Show the header's fields instead of its hex text.")
  private boolean decoded;

  MineWorkGetCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    NodeClient client = node.one(NodeOptions.MAIN_CHAIN);
    terminal.print((ObjectNode) client.call(decoded ? "/get-work-json" : "/get-work"));
    return ExitCode.DONE;
  }
}
