package io.bystack.core.vectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** One data file of a folder of vectors: JSON or JSON lines, plain or gzipped. */
public record VectorFile(Path path) {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(64 << 20)
                          .maxNumberLength(1 << 16)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** The file's name without {@code .gz}. */
  public String name() {
    String name = path.getFileName().toString();
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }

  /** A file beside this one, plain or gzipped. */
  public VectorFile sibling(String name) {
    Path plain = path.resolveSibling(name);
    return new VectorFile(Files.exists(plain) ? plain : path.resolveSibling(name + ".gz"));
  }

  /** The decompressed bytes. The caller closes the stream. */
  public InputStream open() throws IOException {
    InputStream in = Files.newInputStream(path);
    return new BufferedInputStream(
        path.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in, 1 << 16);
  }

  /**
   * All values of the file in order: the lines of a {@code .jsonl}, the one value of a {@code
   * .json}.
   */
  public MappingIterator<JsonNode> rows() throws IOException {
    return MAPPER.readerFor(JsonNode.class).readValues(open());
  }

  /** The one value of a {@code .json} file. */
  public JsonNode json() throws IOException {
    try (InputStream in = open()) {
      return MAPPER.readTree(in);
    }
  }
}
