package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.ExitCode;
import io.bystack.config.Configuration;
import io.bystack.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows what differs from the defaults. */
@Command(
    name = "diff",
    description = "Show the settings that differ from the defaults, and where they come from.",
    footer = {
      "%nExamples:",
      "  bystack config diff --config node.toml",
      "  bystack config diff --network solonet"
    })
final class ConfigDiffCommand implements Callable<ExitCode> {
  private final Terminal terminal;
  private final ConfigOptions options;

  ConfigDiffCommand(Terminal terminal, ConfigOptions options) {
    this.terminal = terminal;
    this.options = options;
  }

  @Override
  public ExitCode call() {
    Configuration configuration = options.read(terminal);
    List<String> chains = List.copyOf(configuration.profile().chains().keySet());
    List<ObjectNode> rows = new ArrayList<>();
    for (Map.Entry<String, Configuration.Value> entry : configuration.effective().entrySet()) {
      String initial = Settings.find(entry.getKey(), chains).orElseThrow().initial();
      if (!entry.getValue().text().equals(initial)) {
        ObjectNode row = Json.object();
        row.put("setting", entry.getKey());
        row.put("default", initial);
        row.put("value", entry.getValue().text());
        row.put("origin", entry.getValue().origin());
        rows.add(row);
      }
    }
    terminal.print(List.of("setting", "default", "value", "origin"), rows);
    return ExitCode.DONE;
  }
}
