package io.bystack.pow.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A file whose rows are inputs and results of a function; the named fields are the results. */
record TableCheck(String fileName, List<String> results, Function function) implements VectorCheck {
  /** Computes every result of a row by its field's name. */
  @FunctionalInterface
  interface Function {
    Map<String, String> apply(JsonNode row);
  }

  @Override
  public boolean handles(String name) {
    return fileName.equals(name);
  }

  @Override
  public boolean understands(VectorFile file) throws IOException {
    JsonNode first = file.json().path(0);
    return results.stream().allMatch(first::has);
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    int index = 0;
    for (JsonNode row : file.json()) {
      String label = VectorCheck.label(row, index++);
      Map<String, String> actual = function.apply(row);
      String field =
          results.stream()
              .filter(f -> !row.path(f).asText().equals(actual.get(f)))
              .findFirst()
              .orElse(results.getFirst());
      report.expect(label, field, row.path(field).asText(), actual.get(field));
    }
  }
}
