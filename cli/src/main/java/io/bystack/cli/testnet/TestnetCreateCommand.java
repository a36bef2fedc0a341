package io.bystack.cli.testnet;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.exit.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bystack testnet create}: writes all a network of one's own needs. */
@Command(
    name = "create",
    description = {
      "Write keys, federation, network profile and configurations of a network of your own.",
      "Each node's folder can be copied to a machine of its own."
    },
    footer = {
      "%nExamples:",
      "  bystack testnet create --out mynet",
      "  bystack testnet create --validators 7 --main-chain --out mynet"
    })
public final class TestnetCreateCommand implements Callable<ExitCode> {
  private final PrintWriter out;

  @Mixin private NetworkOptions options;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to write, new or empty.")
  private Path folder;

  public TestnetCreateCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public ExitCode call() {
    TestnetPlan plan = options.plan(folder);
    try {
      if (Files.exists(folder) && !isEmpty(folder)) {
        throw CommandException.usage(
            folder + " is not empty", "keys that may be there are not touched", "Choose another.");
      }
      Files.createDirectories(folder);
      new TestnetFiles(plan, new SecureRandom()).write();
    } catch (IOException e) {
      throw CommandException.failed("the network cannot be written", Reason.of(e), "");
    }
    out.println(
        "wrote a network of "
            + plan.validators()
            + " validators; begin with "
            + folder
            + "/README.md");
    for (int i = 1; i <= plan.validators(); i++) {
      out.println("  bystack node --config " + plan.config(i));
    }
    out.flush();
    return ExitCode.DONE;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
