package io.bystack.cli;

import io.bystack.cli.exit.ExitCode;
import io.bystack.config.ConfigReference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints a file with every setting. */
@Command(
    name = "default",
    description = "Print a configuration file with every setting, explained and commented out.",
    footer = {
      "%nExamples:",
      "  bystack config default > node.toml",
      "  bystack config default --markdown > docs/configuration.md"
    })
final class ConfigDefaultCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Option(names = "--markdown", description = "Print the reference page instead.")
  private boolean markdown;

  ConfigDefaultCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    terminal.out().print(markdown ? ConfigReference.page() : ConfigReference.defaultFile());
    terminal.out().flush();
    return ExitCode.DONE;
  }
}
