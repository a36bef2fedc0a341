package io.bystack.cli.node;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.config.ConfigException;
import io.bystack.config.Configuration;
import io.bystack.config.NodeConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bystack node}: runs until it is told to stop. */
@Command(
    name = "node",
    description = "Run the configured chains until stopped.",
    footer = {
      "",
      "Examples:",
      "  bystack node",
      "  bystack node --network solonet --mine --data-dir /var/lib/bystack"
    })
public final class NodeCommand implements Callable<ExitCode> {
  private final PrintWriter out;
  private final Supplier<Configuration> configuration;

  @Mixin private final EndOfInput endOfInput = new EndOfInput();

  /**
   * The command.
   *
   * @param out where it says what it has started
   * @param configuration read when the command runs
   */
  public NodeCommand(PrintWriter out, Supplier<Configuration> configuration) {
    this.out = out;
    this.configuration = configuration;
  }

  @Override
  public ExitCode call() throws InterruptedException {
    NodeConfig config;
    try {
      config = NodeConfig.of(configuration.get(), Path.of(System.getProperty("user.home")));
    } catch (ConfigException e) {
      throw CommandException.usage(
          "the configuration is wrong",
          String.join(System.lineSeparator() + "  ", e.problems()),
          "bystack config default lists every setting.");
    }
    NodeLog.configure(config.log(), config.dataFolder());
    endOfInput.watch(System.in);
    new NodeProcess(ConfiguredNode.settings(config), out).run();
    return ExitCode.DONE;
  }
}
