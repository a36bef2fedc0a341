package io.bystack.cli;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.exit.Reason;
import io.bystack.config.Suggestion;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.store.StoreFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into at most three lines: what, why, what to do. Never a trace unasked. */
final class ErrorPrinter {
  private final Terminal terminal;

  ErrorPrinter(Terminal terminal) {
    this.terminal = terminal;
  }

  /** For arguments that cannot be parsed. */
  int wrongUsage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String help = "See " + command.getCommandSpec().qualifiedName() + " --help.";
    if (e instanceof UnmatchedArgumentException unmatched) {
      String argument = unmatched.getUnmatched().getFirst();
      List<String> similar = similar(command, argument);
      String kind =
          argument.startsWith("-")
              ? "option"
              : command.getSubcommands().isEmpty() ? "argument" : "command";
      print(
          "unknown " + kind + " " + argument,
          "",
          similar.isEmpty() ? help : "Did you mean " + String.join(" or ", similar) + "?");
    } else {
      print(lowerFirst(e.getMessage()), "", help);
    }
    return ExitCode.USAGE.number();
  }

  /** The options or subcommands that resemble an argument the command does not know. */
  private static List<String> similar(CommandLine command, String argument) {
    if (!argument.startsWith("-")) {
      return Suggestion.similar(argument, command.getSubcommands().keySet());
    }
    List<String> names =
        command.getCommandSpec().options().stream()
            .filter(option -> !option.hidden())
            .flatMap(option -> Stream.of(option.names()))
            .toList();
    return Suggestion.similar(argument.replaceFirst("=.*", ""), names);
  }

  /** For everything a command throws. */
  int failed(Exception e) {
    ExitCode code =
        switch (e) {
          case CommandException known -> {
            print(known.getMessage(), known.why(), known.advice());
            yield known.exitCode();
          }
          case DecodeException malformed -> {
            print("the input cannot be decoded", malformed.getMessage(), "");
            yield ExitCode.USAGE;
          }
          case IOException io -> {
            print("reading or writing failed", Reason.of(io), "");
            yield ExitCode.FAILED;
          }
          case StoreFailure store -> {
            CommandException known = CommandException.of(store);
            print(known.getMessage(), known.why(), known.advice());
            yield known.exitCode();
          }
          case UncheckedIOException io -> {
            print("reading or writing failed", Reason.of(io.getCause()), "");
            yield ExitCode.FAILED;
          }
          default -> {
            print(
                "internal error: this is a defect of bystack",
                e.toString(),
                "Run it again with --verbose and report what it prints.");
            yield ExitCode.FAILED;
          }
        };
    if (terminal.options().verbose()) {
      e.printStackTrace(terminal.err());
      terminal.err().flush();
    }
    return code.number();
  }

  private void print(String what, String why, String advice) {
    PrintWriter err = terminal.err();
    err.println("bystack: " + what);
    if (!why.isEmpty()) {
      err.println("  " + why);
    }
    if (!advice.isEmpty()) {
      err.println("  " + advice);
    }
    err.flush();
  }

  private static String lowerFirst(String message) {
    return message.isEmpty()
        ? message
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }
}
