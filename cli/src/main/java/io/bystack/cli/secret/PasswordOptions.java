package io.bystack.cli.secret;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.Reason;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Where a password comes from: a file, a prompt, or a line of standard input; never an argument.
 */
public final class PasswordOptions {
  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = {
        "File with the password, readable by its owner only;",
        "else it is asked for, or read from standard input."
      })
  private Path file;

  /** The password. */
  public String read(String prompt, PrintWriter talk) {
    try {
      if (file != null) {
        return PrivateFile.read(file);
      }
      // There is none if input or output is redirected.
      Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
      if (console.isPresent()) {
        char[] typed = console.get().readPassword("%s: ", prompt);
        if (typed != null) {
          return new String(typed);
        }
      } else {
        talk.println(prompt + " (standard input):");
        talk.flush();
        String line = StandardInput.line();
        if (line != null) {
          return line;
        }
      }
    } catch (IOException e) {
      throw CommandException.usage("the password cannot be read", Reason.of(e), "");
    }
    throw CommandException.usage("no password was given", "standard input is at its end", "");
  }
}
