package io.bystack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what waits for a block. */
@Command(
    name = "list",
    description = {
      "List the waiting transactions of a running node, best paying first.",
      "The fee is in neu; the fee rate, in neu per gas, is that of a transaction together with those"
          + " it depends on."
    },
    footer = {
      "%nExamples:",
      "  bystack mempool list",
      "  bystack mempool list --chain side --limit 20 -o jsonl"
    })
final class MempoolListCommand implements Callable<ExitCode> {
  private static final List<String> COLUMNS =
      List.of("tx_id", "age_seconds", "size", "gas", "fee", "fee_rate", "depends_on");

  private final Terminal terminal;

  @Mixin private LiveChain chain;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "List at most so many (default: ${DEFAULT-VALUE}).")
  private int limit = 1000;

  MempoolListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    if (limit < 1) {
      throw CommandException.usage("--limit is " + limit, "at least 1 is expected", "");
    }
    JsonNode answer = chain.call("/bystack/list-pool", Json.object().put("limit", limit));
    List<ObjectNode> rows = new ArrayList<>();
    answer.path("transactions").forEach(row -> rows.add((ObjectNode) row));
    terminal.print(COLUMNS, rows);
    int total = answer.path("total").asInt();
    if (total > rows.size()) {
      terminal.err().printf("%d of %d transactions; --limit shows more%n", rows.size(), total);
      terminal.err().flush();
    }
    return ExitCode.DONE;
  }
}
