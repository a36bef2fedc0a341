package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.model.LedgerFormat;
import io.bystack.core.model.Transaction;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a raw transaction says. */
@Command(
    name = "decode",
    description = "Show what a raw transaction says: inputs, outputs, ids.",
    footer = {
      "%nExamples:",
      "  bystack tx decode 07010001…",
      "  bystack tx decode --file raw.hex --chain side --entries -o json"
    })
final class TxDecodeCommand implements Callable<ExitCode> {
  private final Terminal terminal;
  @Mixin private Input input;
  @Mixin private ChainOption chain;

  @Option(names = "--entries", description = "Also list the entries it is hashed as.")
  private boolean entries;

  TxDecodeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    ChainOption.Read<Transaction> read =
        chain.read("transaction", input.hex(terminal.in()), LedgerFormat::decodeTransaction);
    ObjectNode document = new LedgerJson(read.chain()).transaction(read.value());
    if (entries) {
      document.set("entries", Json.array(LedgerJson.entries(read.value())));
    }
    terminal.print(document);
    return ExitCode.DONE;
  }
}
