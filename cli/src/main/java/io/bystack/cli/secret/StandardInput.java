package io.bystack.cli.secret;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Lines of standard input, one at a time: nothing behind the line is taken. */
public final class StandardInput {
  private static final int LONGEST = 4_096;

  private StandardInput() {}

  /** The next line, or null at the end. */
  public static String line() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next = System.in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n' && bytes.size() < LONGEST) {
      bytes.write(next);
      next = System.in.read();
    }
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }
}
