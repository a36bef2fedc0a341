package io.bystack.cli;

import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.node.ConfiguredNode;
import io.bystack.config.ConfigException;
import io.bystack.config.Configuration;
import io.bystack.config.NodeConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Checks the configuration as a start would. */
@Command(
    name = "validate",
    description = "Check the whole configuration. Ends with 2 and every problem if it is wrong.",
    footer = {
      "%nExamples:",
      "  bystack config validate --config node.toml",
      "  BYSTACK_P2P_MAX_PEERS=20 bystack config validate"
    })
final class ConfigValidateCommand implements Callable<ExitCode> {
  private final Terminal terminal;
  private final ConfigOptions options;

  ConfigValidateCommand(Terminal terminal, ConfigOptions options) {
    this.terminal = terminal;
    this.options = options;
  }

  @Override
  public ExitCode call() {
    Configuration configuration = options.read(terminal);
    try {
      NodeConfig node = NodeConfig.of(configuration, Path.of(System.getProperty("user.home")));
      ConfiguredNode.check(node);
      terminal
          .out()
          .println(
              "The configuration is good: network "
                  + node.network()
                  + ", chains "
                  + String.join(", ", configuration.chains())
                  + ", data in "
                  + node.dataFolder());
      return ExitCode.DONE;
    } catch (ConfigException e) {
      throw ConfigOptions.wrong(e);
    }
  }
}
