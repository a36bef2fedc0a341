package io.bystack.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One run of the command inside the test's JVM: its exit status and what it printed. */
record Invocation(int status, String out, String err) {
  static Invocation of(String... arguments) {
    return withInput("", arguments);
  }

  /** With another source of proofs of work. */
  static Invocation with(ProofSource proofs, String... arguments) {
    return run(proofs, "", arguments);
  }

  static Invocation withInput(String input, String... arguments) {
    return run(ProofSource.TENSORITY, input, arguments);
  }

  private static Invocation run(ProofSource proofs, String input, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = terminal(input, out, err);
    int status = CommandTree.create(terminal, proofs).execute(arguments);
    terminal.out().flush();
    terminal.err().flush();
    return new Invocation(status, out.toString(), err.toString());
  }

  static Terminal terminal(String input, StringWriter out, StringWriter err) {
    return new Terminal(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new PrintWriter(out),
        new PrintWriter(err),
        Map.of());
  }
}
