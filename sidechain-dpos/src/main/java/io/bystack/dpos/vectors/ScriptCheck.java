package io.bystack.dpos.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The script files: lines that drive a whole node and say what it must answer. */
final class ScriptCheck implements VectorCheck {
  /** Facts about the reference and not goals: only what becomes of the chain is compared. */
  private static final List<String> SIGNS_TOO_EARLY =
      List.of("self_forbidden_reorg.jsonl", "self_failed_reorg.jsonl");

  private static final List<String> PREFIXES =
      List.of("chain_", "fork_scripts", "random_forks_", "self_");

  private static final List<String> NAMES =
      List.of(
          "branch_ties.jsonl",
          "federation_over_n.jsonl",
          "invalid_blocks.jsonl",
          "irreversible_switch.jsonl",
          "known_tx.jsonl",
          "orphans_round_boundary.jsonl",
          "reorg_failure.jsonl",
          "restart.jsonl",
          "result_errors.jsonl",
          "reward_rules.jsonl",
          "rollback_sides.jsonl",
          "round_start.jsonl",
          "status_fail.jsonl",
          "txpool.jsonl",
          "undo_entries.jsonl",
          "vote_retirement.jsonl");

  @Override
  public boolean handles(String fileName) {
    return fileName.endsWith(".jsonl")
        && (NAMES.contains(fileName) || PREFIXES.stream().anyMatch(fileName::startsWith));
  }

  /** Only scripts have operations in every line. */
  @Override
  public boolean understands(VectorFile file) throws IOException {
    try (MappingIterator<JsonNode> rows = file.rows()) {
      return rows.hasNext() && rows.next().path("op").asText().equals("init");
    }
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws Exception {
    List<JsonNode> rows;
    try (MappingIterator<JsonNode> all = file.rows()) {
      rows = all.readAll();
    }
    Path folder = Files.createTempDirectory("bystack-script");
    try {
      boolean ownEarly = SIGNS_TOO_EARLY.contains(file.name());
      int start = 0;
      for (int end = 1; end <= rows.size(); end++) {
        if (end == rows.size() || rows.get(end).path("op").asText().equals("init")) {
          List<JsonNode> script = rows.subList(start, end);
          new ScriptRun(script, start, folder.resolve("node" + start), ownEarly).run(report);
          start = end;
        }
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(paths::add);
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
