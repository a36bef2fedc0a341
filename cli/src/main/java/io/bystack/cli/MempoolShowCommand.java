package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one waiting transaction. */
@Command(
    name = "show",
    description =
        "Show a waiting transaction of a running node: what it pays, its age, its content.",
    footer = {"%nExamples:", "  bystack mempool show 5af0…c3 --chain main"})
final class MempoolShowCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private LiveChain chain;

  @Parameters(paramLabel = "ID", description = "The transaction's id, 64 hex digits.")
  private String id;

  MempoolShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    ObjectNode request = Json.object().put("tx_id", HexText.hash("transaction id", id).toHex());
    ObjectNode result = (ObjectNode) chain.call("/bystack/get-pool-transaction", request);
    result.set("transaction", chain.call("/get-unconfirmed-transaction", request));
    terminal.print(result);
    return ExitCode.DONE;
  }
}
