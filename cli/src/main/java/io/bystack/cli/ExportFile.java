package io.bystack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;

/**
 * The file {@code chain export} writes: a line of JSON that says whose blocks follow, then per
 * block its length in four bytes, most significant first, and its bytes; at the end a length of 0
 * and the SHA3-256 of everything before that length.
 */
final class ExportFile {
  private static final String FORMAT = "bystack-blocks";
  private static final int VERSION = 1;
  private static final int MAX_BLOCK_BYTES = 64 << 20;

  /**
   * The first line.
   *
   * @param network by its name on the command line
   * @param genesis hash of the chain's genesis block
   * @param from height of the first block
   */
  record Header(ChainKind chain, String network, Hash genesis, long from) {
    /** The header in a line of JSON, if it is one of this format. */
    static Optional<Header> parse(JsonNode line) {
      if (!line.path("format").asText().equals(FORMAT)) {
        return Optional.empty();
      }
      if (line.path("version").asInt() != VERSION) {
        throw CommandException.usage(
            "the file has version " + line.path("version") + " of its format",
            "this program knows version " + VERSION,
            "");
      }
      try {
        return Optional.of(
            new Header(
                ChainKind.valueOf(line.path("chain").asText().toUpperCase(Locale.ROOT)),
                line.path("network").asText(),
                Hash.fromHex(line.path("genesis").asText()),
                line.path("from").asLong()));
      } catch (IllegalArgumentException e) {
        throw CommandException.usage("the file's first line is damaged", e.getMessage(), "");
      }
    }

    byte[] line() {
      ObjectNode json = Json.object();
      json.put("format", FORMAT);
      json.put("version", VERSION);
      json.put("chain", chain.label());
      json.put("network", network);
      json.put("genesis", genesis.toHex());
      json.put("from", from);
      return (Json.compact(json) + "\n").getBytes(StandardCharsets.UTF_8);
    }
  }

  private ExportFile() {}

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA3-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA3-256", e);
    }
  }

  private static byte[] length(int bytes) {
    return new byte[] {
      (byte) (bytes >>> 24), (byte) (bytes >>> 16), (byte) (bytes >>> 8), (byte) bytes
    };
  }

  /** Reads the records behind the first line. */
  static final class Reader {
    private final DataInputStream in;
    private final MessageDigest digest = newDigest();
    private long wholeBytes;
    private long count;

    /**
     * @param firstLine with its end, as read from the file
     */
    Reader(byte[] firstLine, InputStream in) {
      this.in = new DataInputStream(in);
      this.wholeBytes = firstLine.length;
      digest.update(firstLine);
    }

    /**
     * The next block, null behind the last one.
     *
     * @throws EOFException if the file ends before its end mark
     * @throws IOException if it has been changed since it was written
     */
    Bytes next() throws IOException {
      int length = in.readInt();
      if (length == 0) {
        byte[] written = in.readNBytes(Hash.SIZE);
        if (!MessageDigest.isEqual(written, digest.digest())) {
          throw new IOException("the digest at its end does not match: the file is damaged");
        }
        return null;
      }
      if (length < 0 || length > MAX_BLOCK_BYTES) {
        throw new IOException("record " + (count + 1) + " has a length of " + length + " bytes");
      }
      byte[] block = in.readNBytes(length);
      if (block.length < length) {
        throw new EOFException("the file ends inside record " + (count + 1));
      }
      digest.update(ExportFile.length(length));
      digest.update(block);
      wholeBytes += Integer.BYTES + length;
      count++;
      return Bytes.wrap(block);
    }

    /** Records read. */
    long count() {
      return count;
    }

    /** Where the last whole record ends. */
    long wholeBytes() {
      return wholeBytes;
    }

    /** Goes on behind the last whole record. */
    Writer continueIn(OutputStream out) {
      return new Writer(out, digest);
    }
  }

  /** Writes records. */
  static final class Writer {
    private final DataOutputStream out;
    private final MessageDigest digest;

    private Writer(OutputStream out, MessageDigest digest) {
      this.out = new DataOutputStream(out);
      this.digest = digest;
    }

    static Writer begin(Header header, OutputStream out) throws IOException {
      Writer writer = new Writer(out, newDigest());
      byte[] line = header.line();
      writer.out.write(line);
      writer.digest.update(line);
      return writer;
    }

    void add(Bytes block) throws IOException {
      byte[] length = length(block.length());
      byte[] bytes = block.toArray();
      out.write(length);
      out.write(bytes);
      digest.update(length);
      digest.update(bytes);
    }

    /** Writes the end mark; nothing may follow. */
    void end() throws IOException {
      out.writeInt(0);
      out.write(digest.digest());
      out.flush();
    }
  }
}
