package io.bystack.core.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * Checks the files of one name (without {@code .gz}) of one topic against our implementation.
 *
 * <p>The file's name and fields and not the folder's name select the check, so that a copy of a
 * folder under another name is checked as well.
 */
public interface VectorCheck {
  /** Whether this check knows a file of this name, {@code .gz} removed. */
  boolean handles(String fileName);

  /**
   * Whether this check understands a file whose name it handles. Two topics may use one name; then
   * their checks tell the files apart by their fields.
   */
  default boolean understands(VectorFile file) throws IOException {
    return true;
  }

  /**
   * Checks one file. A {@code .jsonl} file gives its lines in order, a {@code .json} file its one
   * value. Each row ends as exactly one call on the report; an exception that escapes fails the
   * file.
   */
  void check(VectorFile file, VectorReport report) throws Exception;

  /**
   * A row's most telling name for the report: its {@code name}, {@code id}, {@code case} or index.
   */
  static String label(JsonNode row, int index) {
    for (String key : new String[] {"name", "id", "case"}) {
      JsonNode value = row.path(key);
      if (value.isValueNode() && !value.asText().isEmpty()) {
        return "#" + index + " " + value.asText();
      }
    }
    return "#" + index;
  }
}
