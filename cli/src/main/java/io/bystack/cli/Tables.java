package io.bystack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Writes results for people and for spreadsheets. */
final class Tables {
  private static final String INDENT = "  ";

  private Tables() {}

  /** The fields of a document, one a line; what is nested is indented below its name. */
  static void fields(ObjectNode document, PrintWriter out) {
    fields(document, "", out);
  }

  private static void fields(ObjectNode document, String indent, PrintWriter out) {
    int width =
        document.properties().stream()
            .filter(field -> isPlain(field.getValue()))
            .mapToInt(field -> field.getKey().length())
            .max()
            .orElse(0);
    for (Map.Entry<String, JsonNode> field : document.properties()) {
      JsonNode value = field.getValue();
      if (isPlain(value)) {
        out.println(indent + pad(field.getKey(), width) + INDENT + text(value));
      } else {
        out.println(indent + field.getKey());
        nested(value, indent + INDENT, out);
      }
    }
  }

  private static void nested(JsonNode value, String indent, PrintWriter out) {
    if (value instanceof ObjectNode object) {
      fields(object, indent, out);
      return;
    }
    int index = 0;
    for (JsonNode item : value) {
      if (item instanceof ObjectNode object) {
        out.println(indent + "#" + index);
        fields(object, indent + INDENT, out);
      } else {
        out.println(indent + text(item));
      }
      index++;
    }
  }

  /** Values that fit on the line of their name: scalars, and containers without content. */
  private static boolean isPlain(JsonNode value) {
    return value.isValueNode() || value.isEmpty();
  }

  /** Aligned columns under a header; numbers to the right. */
  static void columns(List<String> columns, List<ObjectNode> rows, PrintWriter out) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      String column = columns.get(i);
      widths[i] =
          rows.stream()
              .mapToInt(row -> text(row.path(column)).length())
              .reduce(column.length(), Math::max);
    }
    StringBuilder header = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      header.append(pad(columns.get(i), widths[i])).append(INDENT);
    }
    out.println(header.toString().stripTrailing());
    for (ObjectNode row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        JsonNode value = row.path(columns.get(i));
        String text = text(value);
        line.append(
            value.isNumber() ? " ".repeat(widths[i] - text.length()) + text : pad(text, widths[i]));
        line.append(INDENT);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  /** RFC 4180 with a header line. */
  static void csv(List<String> columns, List<ObjectNode> rows, PrintWriter out) {
    out.print(String.join(",", columns) + "\r\n");
    for (ObjectNode row : rows) {
      out.print(
          String.join(",", columns.stream().map(c -> quoted(text(row.path(c)))).toList()) + "\r\n");
    }
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() || value.isNull()
        ? ""
        : value.isContainerNode() ? (value.isEmpty() ? "-" : value.toString()) : value.asText();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
