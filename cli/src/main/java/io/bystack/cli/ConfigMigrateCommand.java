package io.bystack.cli;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.config.ConfigException;
import io.bystack.config.ReferenceConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Turns the reference nodes' configuration into ours. */
@Command(
    name = "migrate",
    description = {
      "Turn a config.toml of bytomd or vapord into a file of ours, on standard output.",
      "What cannot be taken over is said in comments."
    },
    footer = {
      "%nExamples:",
      "  bystack config migrate ~/.bytom/config.toml > node.toml",
      "  bystack config migrate ~/.vapor/config.toml"
    })
final class ConfigMigrateCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The config.toml of bytomd or vapord.")
  private Path file;

  ConfigMigrateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    try {
      terminal.out().print(ReferenceConfig.read(file).toToml());
      terminal.out().flush();
      return ExitCode.DONE;
    } catch (ConfigException e) {
      throw CommandException.usage("cannot migrate " + file, String.join("; ", e.problems()), "");
    }
  }
}
