package io.bystack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bystack.core.bytes.Bytes;
import java.io.IOException;

/** The ways in which a file holds blocks, one after the other. */
sealed interface BlockRows {
  /** The next block's bytes, null behind the last one. */
  Bytes next() throws IOException;

  /** Where in the file the last block was, for errors: {@code line 17}. */
  String place();

  /** One block in hexadecimal a line; empty lines count for nothing. */
  final class HexLines implements BlockRows {
    private final BoundedLines lines;
    private String waiting;

    /** Continues behind a first line that was read already. */
    HexLines(String first, BoundedLines lines) {
      this.waiting = first;
      this.lines = lines;
    }

    @Override
    public Bytes next() throws IOException {
      String line = waiting;
      waiting = null;
      while (line == null || line.isEmpty()) {
        line = lines.next();
        if (line == null) {
          return null;
        }
      }
      return Bytes.wrap(HexText.parse(line));
    }

    @Override
    public String place() {
      return "line " + lines.number();
    }
  }

  /**
   * One JSON object a line, blocks in its field {@code raw}; an {@code op} other than block is
   * none.
   */
  final class JsonLines implements BlockRows {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final BoundedLines lines;
    private String waiting;

    JsonLines(String first, BoundedLines lines) {
      this.waiting = first;
      this.lines = lines;
    }

    static JsonNode parse(String line) throws IOException {
      return JSON.readTree(line);
    }

    @Override
    public Bytes next() throws IOException {
      while (true) {
        String line = waiting != null ? waiting : lines.next();
        waiting = null;
        if (line == null) {
          return null;
        }
        if (line.isEmpty()) {
          continue;
        }
        JsonNode row = parse(line);
        if (row.path("op").asText("block").equals("block") && row.path("raw").isTextual()) {
          return Bytes.wrap(HexText.parse(row.path("raw").asText()));
        }
      }
    }

    @Override
    public String place() {
      return "line " + lines.number();
    }
  }

  /** The records of an {@link ExportFile}, its end and its digest checked. */
  final class ExportRecords implements BlockRows {
    private final ExportFile.Reader reader;

    ExportRecords(ExportFile.Reader reader) {
      this.reader = reader;
    }

    @Override
    public Bytes next() throws IOException {
      return reader.next();
    }

    @Override
    public String place() {
      return "record " + reader.count();
    }
  }
}
