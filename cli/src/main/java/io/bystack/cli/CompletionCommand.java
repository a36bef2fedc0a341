package io.bystack.cli;

import io.bystack.cli.exit.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a completion script. */
@Command(
    name = "completion",
    description = "Print a completion script for bash and zsh.",
    footer = {
      "%nExamples:",
      "  source <(bystack completion)",
      "  bystack completion > /etc/bash_completion.d/bystack"
    })
final class CompletionCommand implements Callable<ExitCode> {
  private final Terminal terminal;
  @Spec private CommandSpec spec;

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    terminal.out().print(AutoComplete.bash("bystack", spec.root().commandLine()));
    terminal.out().flush();
    return ExitCode.DONE;
  }
}
