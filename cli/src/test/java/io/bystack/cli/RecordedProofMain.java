package io.bystack.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The command with recorded proofs: its first argument is the recorded chain. */
final class RecordedProofMain {
  private RecordedProofMain() {}

  public static void main(String[] arguments) throws IOException {
    Terminal terminal =
        new Terminal(
            System.in,
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            Map.of());
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    ProofSource proofs = new RecordedProofs(Path.of(arguments[0]));
    System.exit(CommandTree.create(terminal, proofs).execute(rest));
  }
}
