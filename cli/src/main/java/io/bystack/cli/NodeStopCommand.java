package io.bystack.cli;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops the node that has a data directory open. */
@Command(
    name = "stop",
    description = "Ask the node that uses a data directory to stop, and wait until it has.",
    footer = {"%nExamples:", "  bystack node stop --data-dir data"})
final class NodeStopCommand implements Callable<ExitCode> {
  private static final Pattern HOLDER = Pattern.compile("process (\\d+) started (\\S+).*");

  private final Terminal terminal;

  @Option(
      names = "--data-dir",
      required = true,
      paramLabel = "DIR",
      description = "The node's data directory.")
  private Path dataFolder;

  @Option(
      names = "--timeout",
      defaultValue = "30",
      paramLabel = "SECONDS",
      description = "How long to wait (default: ${DEFAULT-VALUE}).")
  private int timeout = 30;

  NodeStopCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() throws IOException, InterruptedException {
    ProcessHandle node =
        holder()
            .orElseThrow(() ->
                new CommandException(
                    ExitCode.UNREACHABLE,
                    "no node runs on " + dataFolder,
                    "none of its chains' stores is held by a living process",
                    ""));
    if (!node.destroy()) {
      throw new CommandException(
          ExitCode.UNAUTHORISED, "process " + node.pid() + " cannot be asked to stop", "", "");
    }
    try {
      ProcessHandle gone = node.onExit().get(timeout, TimeUnit.SECONDS);
      terminal.out().println("stopped process " + gone.pid());
      terminal.out().flush();
      return ExitCode.DONE;
    } catch (TimeoutException e) {
      throw new CommandException(
          ExitCode.PENDING,
          "process " + node.pid() + " has not stopped within " + timeout + " s",
          "it has been asked to and may still do",
          "");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The living process whose pid and start time a store's PROCESS file names. */
  private Optional<ProcessHandle> holder() throws IOException {
    if (!Files.isDirectory(dataFolder)) {
      throw CommandException.usage(
          "there is no folder " + dataFolder, "", "Check --data-dir: it is the node's setting.");
    }
    try (Stream<Path> folders = Files.list(dataFolder)) {
      for (Path file : folders.map(f -> f.resolve("PROCESS")).filter(Files::exists).toList()) {
        Matcher matcher = HOLDER.matcher(Files.readString(file).strip());
        if (matcher.matches()) {
          Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(matcher.group(1)));
          String started =
              process.flatMap(p -> p.info().startInstant()).map(Object::toString).orElse("");
          // A pid may have been given to another program since; its start time has not.
          if (started.equals(matcher.group(2))) {
            return process;
          }
        }
      }
    }
    return Optional.empty();
  }
}
