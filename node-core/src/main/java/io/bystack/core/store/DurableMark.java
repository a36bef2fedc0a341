package io.bystack.core.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The number of the last change known to be on the disk, kept in the database's folder, whose own
 * files it is not one of: when the database opens, it must have come at least so far. Written only
 * after the change was forced to the disk and not forced itself, so that it is never ahead; one
 * line of 37 bytes, written in place.
 */
final class DurableMark implements Closeable {
  static final String FILE = "DURABLE";
  private static final Pattern LINE = Pattern.compile("(change (\\d{20})) ([0-9a-f]{8})\n");

  private final FileChannel channel;

  private DurableMark(FileChannel channel) {
    this.channel = channel;
  }

  static DurableMark open(Path db) throws IOException {
    return new DurableMark(
        FileChannel.open(db.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
  }

  /** The mark of a database; none if there is none, or a power cut left half of it. */
  static OptionalLong read(Path db) throws IOException {
    String text;
    try {
      text = new String(Files.readAllBytes(db.resolve(FILE)), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException none) {
      return OptionalLong.empty();
    }
    Matcher line = LINE.matcher(text);
    if (!line.matches() || !line.group(3).equals(checksum(line.group(1)))) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(line.group(2)));
  }

  void move(long change) throws IOException {
    ByteBuffer line = ByteBuffer.wrap(line(change).getBytes(StandardCharsets.ISO_8859_1));
    int at = 0;
    while (line.hasRemaining()) {
      at += channel.write(line, at);
    }
  }

  private static String line(long change) {
    String text = String.format(Locale.ROOT, "change %020d", change);
    return text + " " + checksum(text) + "\n";
  }

  private static String checksum(String text) {
    CRC32C checksum = new CRC32C();
    checksum.update(text.getBytes(StandardCharsets.ISO_8859_1));
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
