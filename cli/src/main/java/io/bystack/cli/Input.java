package io.bystack.cli;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The text a command works on: its argument, a file, or standard input. */
final class Input {
  /** More than the largest block as hexadecimal text, and no more than fits in the heap. */
  private static final int MAX_BYTES = 64 << 20;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TEXT",
      description = "The input; - or nothing reads standard input.")
  private Optional<String> argument = Optional.empty();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Read the input from a file.")
  private Optional<Path> file = Optional.empty();

  /** The input without surrounding white space. */
  String text(InputStream standardInput) {
    if (file.isPresent() && argument.isPresent()) {
      throw CommandException.usage(
          "the input is given twice", "as an argument and with --file", "Leave one out.");
    }
    String text = file.isPresent() ? read(file.get()) : argument.orElse("-");
    if (text.equals("-") && file.isEmpty()) {
      text = read(standardInput);
    }
    text = text.strip();
    if (text.isEmpty()) {
      throw CommandException.usage(
          "there is no input", "it is empty", "Give it as argument, with --file, or on stdin.");
    }
    return text;
  }

  /** The input as bytes, given in hexadecimal. */
  byte[] hex(InputStream standardInput) {
    return HexText.parse(text(standardInput));
  }

  private static String read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return read(in);
    } catch (IOException e) {
      throw CommandException.usage("cannot read " + path, Reason.of(e), "");
    }
  }

  private static String read(InputStream in) {
    try {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw CommandException.usage(
            "the input is too long", "it has more than " + (MAX_BYTES >> 20) + " MiB", "");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw CommandException.failed("cannot read the input", Reason.of(e), "");
    }
  }
}
