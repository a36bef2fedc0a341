package io.bystack.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads lines of text, none longer than memory allows. */
final class BoundedLines {
  /** A block of the largest size in hexadecimal, with what a recorder may add to its line. */
  private static final int MAX_BYTES = 64 << 20;

  private final InputStream in;
  private long number;

  BoundedLines(InputStream in) {
    this.in = in;
  }

  /** The next line without its end, null behind the last one. */
  String next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    int b = in.read();
    if (b < 0) {
      return null;
    }
    number++;
    while (b >= 0 && b != '\n') {
      if (line.size() == MAX_BYTES) {
        throw new IOException("line " + number + " is longer than " + (MAX_BYTES >> 20) + " MiB");
      }
      line.write(b);
      b = in.read();
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  /** The number of the line read last, from 1. */
  long number() {
    return number;
  }
}
