package io.bystack.dpos;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.bystack.core.bytes.Bytes;
import java.io.IOException;

/**
 * Recognizes the asset definitions whose claims run the asset's own issuance program in place of
 * the federation's (spec/02 §8.4). Consensus depends on what counts as JSON here: one object and
 * nothing behind it, nesting up to 10 000, numbers within a double's range; the last of equal names
 * counts; malformed UTF-8 is read as U+FFFD.
 */
final class OpenFederation {
  private static final String ACTION = "open_federation_cross_chain";
  private static final int MAX_DEPTH = 10_000;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // Names come from strangers: they must not fill the process's table of names.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private OpenFederation() {}

  /** Whether the raw definition asks for the open federation. */
  static boolean defines(Bytes definition) {
    String text = definition.toUtf8();
    if (text.isEmpty() || text.charAt(0) == BYTE_ORDER_MARK) {
      return false;
    }
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      boolean open = readObject(json, "description", OpenFederation::readDescription);
      return json.nextToken() == null && open;
    } catch (IOException e) {
      return false;
    }
  }

  private interface Member {
    boolean read(JsonParser json) throws IOException;
  }

  /** What the last member of a name says; the parser is behind the object's first token. */
  private static boolean readObject(JsonParser json, String name, Member member)
      throws IOException {
    boolean result = false;
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      if (field.equals(name)) {
        result = member.read(json);
      } else {
        skip(json);
      }
    }
    return result;
  }

  private static boolean readDescription(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      skip(json);
      return false;
    }
    return readObject(json, "issue_asset_action", OpenFederation::readAction);
  }

  private static boolean readAction(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      skip(json);
      return false;
    }
    return json.getText().equals(ACTION);
  }

  /** Passes over one value; unlike the parser's own skipping it looks at every token. */
  private static void skip(JsonParser json) throws IOException {
    int depth = 0;
    while (true) {
      JsonToken token = json.currentToken();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token.isNumeric() && Double.isInfinite(Double.parseDouble(json.getText()))) {
        throw new IOException("number beyond the range of a double");
      } else if (token == JsonToken.VALUE_STRING) {
        // Strings are read lazily; their escapes and characters must be good, too.
        json.finishToken();
      }
      if (depth == 0) {
        return;
      }
      if (json.nextToken() == null) {
        throw new IOException("the text ends inside a value");
      }
    }
  }
}
