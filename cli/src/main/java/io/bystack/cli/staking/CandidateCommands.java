package io.bystack.cli.staking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code candidate list|show}: the election as it stands. */
public final class CandidateCommands {
  private CandidateCommands() {}

  /** All keys with votes. */
  @Command(
      name = "list",
      description = {
        "List the keys people vote for, most votes first, in BTM.",
        "Margins: how far from the places that produce, and from those with standby rewards."
      },
      footer = {"%nExamples:", "  bystack candidate list", "  bystack candidate list -o csv"})
  public static final class All implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private NodeOptions node;

    public All(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      List<ObjectNode> rows = rows(node);
      screen.show(
          List.of("place", "key", "votes_btm", "standing", "to_produce_btm", "to_standby_btm"),
          rows);
      return ExitCode.DONE;
    }
  }

  /** One key. */
  @Command(
      name = "show",
      description = "Show one candidate: the whole key, or its first digits.",
      footer = {"%nExamples:", "  bystack candidate show 5f2a91c0"})
  public static final class One implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private NodeOptions node;

    @Parameters(paramLabel = "KEY", description = "The candidate's key, or its first digits.")
    private String key = "";

    public One(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      List<ObjectNode> found =
          rows(node).stream()
              .filter(row -> row.path("key").asText().startsWith(key.toLowerCase(Locale.ROOT)))
              .toList();
      if (found.size() != 1) {
        throw CommandException.usage(
            found.isEmpty() ? "nobody votes for a key " + key : key + " begins several keys",
            found.size() + " of the keys with votes begin with it",
            "See bystack candidate list.");
      }
      screen.show(found.getFirst());
      return ExitCode.DONE;
    }
  }

  private static List<ObjectNode> rows(NodeOptions node) {
    JsonNode answer = node.one(NodeOptions.SIDE_CHAIN).call("/bystack/candidates");
    List<ObjectNode> rows = new ArrayList<>();
    for (JsonNode candidate : answer.path("candidates")) {
      ObjectNode row = candidate.deepCopy();
      row.put("votes_btm", Btm.text(row.path("votes").asLong()));
      row.put("to_produce_btm", Btm.text(row.path("margin_to_produce").asLong()));
      row.put("to_standby_btm", Btm.text(row.path("margin_to_standby").asLong()));
      rows.add(row);
    }
    return rows;
  }
}
