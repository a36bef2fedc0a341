package io.bystack.core.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.util.Optional;

/**
 * JSON of others, shown as they wrote it but for the space between tokens: digits, repeated names
 * and the order of names are kept, since they may matter to them.
 */
final class RawJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private RawJson() {}

  /** A node that is written as the text; none if the text is not exactly one JSON value. */
  static Optional<JsonNode> of(String text) {
    return isOneValue(text)
        ? Optional.of(JsonNodeFactory.instance.rawValueNode(new RawValue(compact(text))))
        : Optional.empty();
  }

  private static boolean isOneValue(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      int depth = 0;
      int values = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          depth--;
        }
        if (depth == 0) {
          values++;
        }
      }
      return values == 1;
    } catch (IOException e) {
      return false;
    }
  }

  private static String compact(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        kept.append(c).append(text.charAt(++i));
        continue;
      }
      if (c == '"') {
        quoted = !quoted;
      }
      if (quoted || " \t\r\n".indexOf(c) < 0) {
        kept.append(c);
      }
    }
    return kept.toString();
  }
}
