package io.bystack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how final a side chain's blocks are. */
@Command(
    name = "finality",
    description = {
      "Show the irreversible block of a running node's side chain, and who has signed which of the"
          + " last blocks.",
      "The table shows keys by their first eight digits; json and jsonl have them whole."
    },
    footer = {
      "%nExamples:",
      "  bystack chain finality",
      "  bystack chain finality --last 50 -o jsonl --rpc-url http://127.0.0.1:9889"
    })
final class ChainFinalityCommand implements Callable<ExitCode> {
  private static final List<String> COLUMNS =
      List.of("height", "hash", "producer", "signed", "quorum", "irreversible", "signers");
  private static final int SHORT_KEY = 8;

  private final Terminal terminal;

  @Mixin private NodeOptions node;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "10",
      description = "So many blocks, the tip first, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int last = 10;

  ChainFinalityCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    if (last < 1 || last > 1000) {
      throw CommandException.usage("--last is " + last, "1 to 1000 is expected", "");
    }
    ObjectNode state =
        (ObjectNode)
            node.one(NodeOptions.SIDE_CHAIN)
                .call("/bystack/finality", Json.object().put("last", last));
    List<ObjectNode> rows = new ArrayList<>();
    state.path("blocks").forEach(block -> rows.add((ObjectNode) block));
    switch (terminal.format()) {
      case JSON -> terminal.print(state);
      case JSONL, CSV -> terminal.print(COLUMNS, rows);
      case TABLE -> {
        state.remove("blocks");
        terminal.print(state);
        terminal.out().println();
        terminal.print(COLUMNS, rows.stream().map(ChainFinalityCommand::forPeople).toList());
      }
    }
    return ExitCode.DONE;
  }

  private static ObjectNode forPeople(ObjectNode block) {
    ObjectNode row = block.deepCopy();
    row.put("producer", shortened(block.path("producer")));
    List<String> signers = new ArrayList<>();
    block.path("signers").forEach(key -> signers.add(shortened(key)));
    return row.put("signers", String.join(" ", signers));
  }

  private static String shortened(JsonNode key) {
    String text = key.asText();
    return text.substring(0, Math.min(SHORT_KEY, text.length()));
  }
}
