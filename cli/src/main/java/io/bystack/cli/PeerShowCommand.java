package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows everything known of a connected peer. */
@Command(
    name = "show",
    description = "Show everything a running node knows of a connected peer.",
    footer = {
      "%nExamples:",
      "  bystack peer show 203.0.113.7:46657",
      "  bystack peer show 5A31F0 --chain main -o json"
    })
final class PeerShowCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Parameters(paramLabel = "PEER", description = "Its address, or the beginning of its id.")
  private String peer = "";

  @Mixin private PeerNode node;

  PeerShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    List<ObjectNode> found =
        node.rows("/bystack/peers/list").stream()
            .filter(row ->
                row.path("address").asText().equals(peer)
                    || row.path("address").asText().startsWith(peer + ":")
                    || row.path("id").asText().startsWith(peer))
            .toList();
    if (found.isEmpty()) {
      throw PeerNode.unknown(peer);
    }
    found.forEach(terminal::print);
    return ExitCode.DONE;
  }
}
