package io.bystack.core.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Counts what became of the rows of one file and keeps the first failures in full. */
public final class VectorReport {
  /** How many failures are kept with their text. */
  public static final int KEPT_FAILURES = 5;

  private final String file;
  private final List<String> failures = new ArrayList<>();
  private final Map<String, Integer> skipReasons = new TreeMap<>();
  private int passed;
  private int failed;
  private int skipped;

  public VectorReport(String file) {
    this.file = file;
  }

  public void pass() {
    passed++;
  }

  /** Counts a row that is not checked, with the reason (a documented deviation, another topic). */
  public void skip(String reason) {
    skipped++;
    skipReasons.merge(reason, 1, Integer::sum);
  }

  public void fail(String label, String why) {
    failed++;
    if (failures.size() < KEPT_FAILURES) {
      failures.add(label + ": " + why);
    }
  }

  /** Passes if both are equal, else fails naming the field. */
  public boolean expect(String label, String field, Object expected, Object actual) {
    if (Objects.equals(expected, actual)) {
      pass();
      return true;
    }
    fail(label, field + " expected " + expected + ", got " + actual);
    return false;
  }

  public String file() {
    return file;
  }

  public int passed() {
    return passed;
  }

  public int failed() {
    return failed;
  }

  public int skipped() {
    return skipped;
  }

  /** How many rows were skipped for which reason. */
  public Map<String, Integer> skipReasons() {
    return Map.copyOf(skipReasons);
  }

  public List<String> failures() {
    return List.copyOf(failures);
  }
}
