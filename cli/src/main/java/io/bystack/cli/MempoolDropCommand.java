package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a transaction out of a node's pool. */
@Command(
    name = "drop",
    description = {
      "Take a transaction, and those that depend on it, out of a running node's pool.",
      "Other nodes keep it and a block may still have it; this node takes it again when a peer or a"
          + " user sends it again."
    },
    footer = {"%nExamples:", "  bystack mempool drop 5af0…c3 --chain side"})
final class MempoolDropCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private LiveChain chain;

  @Parameters(paramLabel = "ID", description = "The transaction's id, 64 hex digits.")
  private String id;

  MempoolDropCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    ObjectNode request = Json.object().put("tx_id", HexText.hash("transaction id", id).toHex());
    List<ObjectNode> rows = new ArrayList<>();
    chain
        .call("/bystack/drop-pool-transaction", request)
        .path("dropped")
        .forEach(gone -> rows.add(Json.object().put("dropped", gone.asText())));
    terminal.print(List.of("dropped"), rows);
    return ExitCode.DONE;
  }
}
