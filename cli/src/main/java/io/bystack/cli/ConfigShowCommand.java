package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.ExitCode;
import io.bystack.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the settings in force. */
@Command(
    name = "show",
    description = "Show every setting in force, for each chain.",
    footer = {
      "%nExamples:",
      "  bystack config show --origin",
      "  bystack config show --config node.toml --network testnet -o json"
    })
final class ConfigShowCommand implements Callable<ExitCode> {
  private final Terminal terminal;
  private final ConfigOptions options;

  @Option(names = "--origin", description = "Say where each value comes from.")
  private boolean origin;

  ConfigShowCommand(Terminal terminal, ConfigOptions options) {
    this.terminal = terminal;
    this.options = options;
  }

  @Override
  public ExitCode call() {
    List<ObjectNode> rows = new ArrayList<>();
    for (Map.Entry<String, Configuration.Value> entry :
        options.read(terminal).effective().entrySet()) {
      ObjectNode row = Json.object();
      row.put("setting", entry.getKey());
      row.put("value", entry.getValue().text());
      row.put("origin", entry.getValue().origin());
      rows.add(row);
    }
    terminal.print(
        origin ? List.of("setting", "value", "origin") : List.of("setting", "value"), rows);
    return ExitCode.DONE;
  }
}
