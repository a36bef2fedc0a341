package io.bystack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bystack.core.bytes.Hash;
import io.bystack.pow.consensus.PowFunction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.zip.GZIPInputStream;

/**
 * Proofs of work from the rows of a recorded chain, so that tests that are not about them are fast.
 */
final class RecordedProofs implements ProofSource {
  private record Key(Hash header, Hash seed) {}

  private static final Hash NEVER = new Hash(-1, -1, -1, -1);

  private final Map<Key, Hash> results = new HashMap<>();

  RecordedProofs(Path chain) throws IOException {
    for (JsonNode row : rows(chain)) {
      Hash header = Hash.fromHex(row.get("hash").asText());
      Hash seed = Hash.fromHex(row.get("seed").asText());
      results.put(new Key(header, seed), Hash.fromHex(row.get("pow_hash").asText()));
    }
  }

  /** The rows of a compressed file of JSON lines. */
  static List<JsonNode> rows(Path file) throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    List<JsonNode> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        rows.add(json.readTree(line));
      }
    }
    return rows;
  }

  @Override
  public PowFunction open(ExecutorService background, int cores) {
    return (header, seed) -> results.getOrDefault(new Key(header, seed), NEVER);
  }
}
