package io.bystack.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the process starts. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Terminal terminal =
        new Terminal(
            System.in,
            new PrintWriter(System.out, false, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            System.getenv());
    int status = CommandTree.create(terminal).execute(arguments);
    terminal.out().flush();
    terminal.err().flush();
    System.exit(status);
  }
}
