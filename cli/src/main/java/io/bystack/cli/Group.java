package io.bystack.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only holds others. */
@Command(synopsisSubcommandLabel = "COMMAND")
final class Group implements Runnable {
  @Spec private CommandSpec spec;

  /** A command line of this name with these commands below it, each with its own name. */
  static CommandLine of(String name, String description, Object... commands) {
    CommandLine group = new CommandLine(new Group());
    group.getCommandSpec().name(name);
    group.getCommandSpec().usageMessage().description(description);
    for (Object command : commands) {
      group.addSubcommand(command);
    }
    return group;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
