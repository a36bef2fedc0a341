package io.bystack.cli.bench;

import io.bystack.core.bytes.Bytes;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Transactions or blocks, written once and then read in the same order, as often as need be: on
 * disk so that they take no memory.
 */
final class BytesFile implements AutoCloseable {
  private static final int BUFFER = 1 << 20;

  private final Path path;
  private final DataOutputStream out;
  private DataInputStream in;

  private BytesFile(Path path, DataOutputStream out) {
    this.path = path;
    this.out = out;
  }

  static BytesFile create() throws IOException {
    Path path = Files.createTempFile("bystack-bench", ".bytes");
    return new BytesFile(
        path, new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), BUFFER)));
  }

  void write(Bytes item) throws IOException {
    out.writeInt(item.length());
    out.write(item.toArray());
  }

  /** Ends writing; {@link #next} reads from the start. */
  void rewind() throws IOException {
    out.close();
    if (in != null) {
      in.close();
    }
    in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER));
  }

  /** The next item. Safe for several threads. */
  synchronized Bytes next() {
    try {
      return Bytes.wrap(in.readNBytes(in.readInt()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next items, read when they are asked for. */
  Stream<Bytes> next(long count) {
    return Stream.generate(this::next).limit(count);
  }

  @Override
  public void close() throws IOException {
    out.close();
    if (in != null) {
      in.close();
    }
    Files.deleteIfExists(path);
  }
}
