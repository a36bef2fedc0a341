package io.bystack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows or changes how much a running node logs. */
@Command(
    name = "level",
    description = {
      "Show or change how much a running node logs.",
      "A change holds until the node ends; the setting log.level is for ever."
    },
    footer = {
      "%nExamples:",
      "  bystack log level",
      "  bystack log level core.p2p debug",
      "  bystack log level core.p2p inherit"
    })
final class LogLevelCommand implements Callable<ExitCode> {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Terminal terminal;

  @Mixin private NodeOptions node;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LOGGER",
      description = "A package or class; io.bystack. before it may be left out. root: all others.")
  private String logger = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "LEVEL",
      description = "error, warn, info, debug, trace, or inherit for that of the package above.")
  private String level = "";

  LogLevelCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    ObjectNode request = Json.object().put("logger", logger).put("level", level);
    JsonNode answer = node.first(TIMEOUT, api -> api.call("/bystack/process/log-level", request));
    List<ObjectNode> rows = new ArrayList<>();
    for (JsonNode row : answer) {
      rows.add((ObjectNode) row);
    }
    terminal.print(List.of("logger", "level", "inherited"), rows);
    return ExitCode.DONE;
  }
}
