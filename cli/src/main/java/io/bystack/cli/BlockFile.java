package io.bystack.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.Reason;
import io.bystack.cli.node.FederationFile;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.crypto.KeyException;
import io.bystack.core.crypto.XPub;
import io.bystack.core.model.Block;
import io.bystack.core.model.LedgerFormat;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A file of blocks in one of the forms {@code chain import} takes, told apart by its first bytes:
 * an export, JSON lines or hexadecimal lines, each compressed with gzip or not.
 */
final class BlockFile implements AutoCloseable {
  private static final int BUFFER = 1 << 13;

  private final Path path;
  private final long size;
  private final Counting counting;
  private final BlockRows rows;
  private final ChainSelection.Hint hint;
  private final Optional<Hash> genesis;

  private BlockFile(Path path, Counting counting, long size) throws IOException {
    this.path = path;
    this.counting = counting;
    this.size = size;
    InputStream in = new BufferedInputStream(counting, BUFFER);
    if (startsWithGzipMark(in)) {
      in = new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER);
    }
    BoundedLines lines = new BoundedLines(in);
    String first = firstLine(lines);
    if (!first.startsWith("{")) {
      this.rows = new BlockRows.HexLines(first, lines);
      this.hint = ChainSelection.Hint.NONE;
      this.genesis = Optional.empty();
      return;
    }
    JsonNode json = BlockRows.JsonLines.parse(first);
    Optional<ExportFile.Header> header = ExportFile.Header.parse(json);
    if (header.isPresent()) {
      byte[] line = (first + "\n").getBytes(StandardCharsets.UTF_8);
      this.rows = new BlockRows.ExportRecords(new ExportFile.Reader(line, in));
      this.hint =
          new ChainSelection.Hint(
              Optional.of(header.get().chain()),
              Optional.of(header.get().network()),
              Optional.empty());
      this.genesis = Optional.of(header.get().genesis());
    } else {
      this.rows = new BlockRows.JsonLines(first, lines);
      this.hint = InitRow.hint(json);
      this.genesis = InitRow.genesis(json);
    }
  }

  static BlockFile open(Path path) {
    try {
      return new BlockFile(path, new Counting(Files.newInputStream(path)), Files.size(path));
    } catch (JsonProcessingException e) {
      throw CommandException.usage(path + " holds no blocks", e.getOriginalMessage(), "");
    } catch (IOException e) {
      throw CommandException.usage("cannot read " + path, Reason.of(e), "");
    }
  }

  private static boolean startsWithGzipMark(InputStream in) throws IOException {
    in.mark(2);
    int first = in.read();
    int second = in.read();
    in.reset();
    return first == 0x1f && second == 0x8b;
  }

  private static String firstLine(BoundedLines lines) throws IOException {
    String line = lines.next();
    while (line != null && line.isEmpty()) {
      line = lines.next();
    }
    return line == null ? "" : line;
  }

  /** What the file says about its chain. */
  ChainSelection.Hint hint() {
    return hint;
  }

  /** The hash of the genesis block of its chain, if it says so. */
  Optional<Hash> genesis() {
    return genesis;
  }

  /** Bytes of the file read so far, compressed if it is. */
  long position() {
    return counting.count;
  }

  long size() {
    return size;
  }

  /**
   * The next block, null behind the last one.
   *
   * @throws CommandException naming the place where the file holds something else
   */
  Block next(LedgerFormat format) {
    try {
      Bytes raw = rows.next();
      return raw == null ? null : format.decodeBlock(raw);
    } catch (DecodeException e) {
      throw notABlock(e.getMessage());
    } catch (JsonProcessingException e) {
      throw notABlock(e.getOriginalMessage());
    } catch (EOFException e) {
      String why = e.getMessage() == null ? "its end mark is missing" : e.getMessage();
      throw CommandException.usage(path + " is not complete", why, "");
    } catch (CommandException e) {
      throw notABlock(e.getMessage() + (e.why().isEmpty() ? "" : ": " + e.why()));
    } catch (IOException e) {
      throw CommandException.failed("cannot read " + path, Reason.of(e), "");
    }
  }

  private CommandException notABlock(String why) {
    return CommandException.usage(
        rows.place() + " of " + path + " is not a block of this chain", why, "");
  }

  @Override
  public void close() {
    try {
      counting.close();
    } catch (IOException e) {
      throw CommandException.failed("cannot close " + path, Reason.of(e), "");
    }
  }

  /** The first line of recorded side-chain blocks, which says whose they are. */
  private static final class InitRow {
    private InitRow() {}

    static ChainSelection.Hint hint(JsonNode row) {
      if (!row.path("op").asText().equals("init")) {
        return ChainSelection.Hint.NONE;
      }
      return new ChainSelection.Hint(
          Optional.of(ChainKind.SIDE),
          Optional.of(row.path("network").asText()),
          Optional.of(federation(row.path("federation"))));
    }

    static Optional<Hash> genesis(JsonNode row) {
      JsonNode hash = row.path("genesis").path("hash");
      return hash.isTextual() ? Optional.of(Hash.fromHex(hash.asText())) : Optional.empty();
    }

    private static FederationFile federation(JsonNode json) {
      List<XPub> members = new ArrayList<>();
      try {
        for (JsonNode key : json.path("xpubs")) {
          members.add(XPub.parse(key.asText()));
        }
      } catch (KeyException e) {
        throw CommandException.usage("the file's first line is damaged", e.getMessage(), "");
      }
      return new FederationFile(members, json.path("quorum").asInt());
    }
  }

  /** Counts the bytes that pass. */
  private static final class Counting extends FilterInputStream {
    private volatile long count;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      if (b >= 0) {
        add(1);
      }
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read > 0) {
        add(read);
      }
      return read;
    }

    // Written by the reading thread alone.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void add(int bytes) {
      count += bytes;
    }
  }
}
