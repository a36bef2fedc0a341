package io.bystack.cli.staking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeClient;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code producer status|enable|disable|report}: the running node as a producer. */
public final class ProducerCommands {
  private ProducerCommands() {}

  /** Shows the gate with every reason. */
  @Command(
      name = "status",
      description = {
        "Show whether the node produces blocks, every reason why not, and what to do.",
        "Exit status 8 if it does not."
      },
      footer = {
        "%nExamples:",
        "  bystack producer status",
        "  bystack producer status --rpc-url http://127.0.0.1:9901 -o json"
      })
  public static final class Status implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private NodeOptions node;

    public Status(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      return show(screen, node.one(NodeOptions.SIDE_CHAIN).call("/bystack/producer/status"));
    }
  }

  /** Switches production on. */
  @Command(
      name = "enable",
      description = {
        "Switch production on, until the node stops.",
        "For good: set producer.key-file in the configuration."
      },
      footer = {"%nExamples:", "  bystack producer enable --rpc-url http://127.0.0.1:9901"})
  public static final class Enable implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private NodeOptions node;

    public Enable(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      return show(screen, node.one(NodeOptions.SIDE_CHAIN).call("/bystack/producer/enable"));
    }
  }

  /** Switches production off. */
  @Command(
      name = "disable",
      description = {
        "Switch production off, until the node stops.",
        "The node goes on signing others' blocks, which keeps them becoming irreversible."
      },
      footer = {"%nExamples:", "  bystack producer disable --rpc-url http://127.0.0.1:9901"})
  public static final class Disable implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private NodeOptions node;

    public Disable(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      show(screen, node.one(NodeOptions.SIDE_CHAIN).call("/bystack/producer/disable"));
      return ExitCode.DONE;
    }
  }

  /** Shows how the producers of the round have done. */
  @Command(
      name = "report",
      description = {
        "Show what the producers of the running round have done: blocks made, slots missed,",
        "blocks without their signature, subsidies and fees earned, which are paid behind the round.",
        "With --rounds, also those of the rounds before it, oldest first."
      },
      footer = {
        "%nExamples:",
        "  bystack producer report",
        "  bystack producer report --rounds 144 -o csv"
      })
  public static final class Report implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private NodeOptions node;

    @Option(
        names = "--rounds",
        paramLabel = "N",
        defaultValue = "1",
        description = "How many rounds, the running one included (default: ${DEFAULT-VALUE}).")
    private int rounds = 1;

    public Report(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      if (rounds < 1) {
        throw CommandException.usage("--rounds is " + rounds, "at least 1 is expected", "");
      }
      NodeClient client = node.one(NodeOptions.SIDE_CHAIN);
      JsonNode running = client.call("/bystack/producer/report");
      long current = running.path("round").asLong();
      long blocks = client.call("/bystack/rules").path("round_blocks").asLong();
      List<ObjectNode> rows = new ArrayList<>();
      for (long round = Math.max(1, current - rounds + 1); round < current; round++) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        add(
            client.call("/bystack/producer/report", request.put("end_height", round * blocks)),
            rows);
      }
      add(running, rows);
      screen.show(List.of("round", "key", "own", "made", "missed", "unsigned", "earned_btm"), rows);
      return ExitCode.DONE;
    }

    private static void add(JsonNode report, List<ObjectNode> rows) {
      for (JsonNode row : report.path("producers")) {
        ObjectNode shown = row.deepCopy();
        shown.set("round", report.path("round"));
        shown.put("earned_btm", Btm.text(row.path("earned").asLong()));
        rows.add(shown);
      }
    }
  }

  private static ExitCode show(Screen screen, JsonNode status) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.setAll((ObjectNode) status);
    screen.show(shown);
    return status.path("producing").asBoolean() ? ExitCode.DONE : ExitCode.DIFFERENCE;
  }
}
