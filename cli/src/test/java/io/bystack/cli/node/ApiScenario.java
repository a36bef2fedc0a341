package io.bystack.cli.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays the calls of a recorded scenario against an API. A call the node does not have is not made;
 * what later calls need of its answer is taken from the recorded one.
 */
final class ApiScenario {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_]+)}");
  private static final Pattern STEP = Pattern.compile("\\.([A-Za-z0-9_]+)|\\[([^\\]]*)]");

  private final RawHttp http;
  private final Map<String, JsonNode> variables = new HashMap<>();

  ApiScenario(int port, JsonNode meta) {
    this.http = new RawHttp(port);
    meta.path("env").properties().forEach(e -> variables.put(e.getKey(), e.getValue()));
  }

  /** A call of the node outside the scenario; the whole answer. */
  JsonNode call(String path, String body) throws IOException {
    return document(
        http.send("POST", path, Map.of(), body.getBytes(StandardCharsets.UTF_8)).body().toArray());
  }

  /** Does not make a call: what it would have told is taken from the record. */
  void skip(JsonNode step) {
    remember(step, step.path("response"));
  }

  /**
   * Makes a call.
   *
   * @param words whether the error's detail must be the reference's, too
   * @return how the answer differs
   */
  List<String> play(JsonNode step, boolean words) throws IOException {
    byte[] body = null;
    if (step.has("raw")) {
      body = filled(step.get("raw")).asText().getBytes(StandardCharsets.UTF_8);
    } else if (step.has("body")) {
      body = filled(step.get("body")).toString().getBytes(StandardCharsets.UTF_8);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    step.path("headers")
        .properties()
        .forEach(e -> headers.put(e.getKey(), filled(e.getValue()).asText()));
    RawHttp.Answer answer =
        http.send(step.path("method").asText("POST"), step.path("path").asText(), headers, body);
    JsonNode document = document(answer.body().toArray());
    List<String> found = new ArrayList<>();
    int wanted = step.path("status").asInt(200);
    if (wanted == 0) {
      if (document.path("status").asText().equals("success")) {
        found.add("a refusal was wanted");
      }
      return found;
    }
    if (answer.status() != wanted) {
      found.add("status: wanted " + wanted + ", got " + answer.status());
    }
    compareHeaders(step.path("resp_headers"), answer.headers(), found);
    if (step.has("expect")) {
      JsonNode template = filled(step.get("expect"));
      if (!words && template instanceof ObjectNode object && object.has("error_detail")) {
        object.put("error_detail", "<<nonempty>>");
      }
      Set<String> unordered = new HashSet<>();
      step.path("unordered").forEach(path -> unordered.add(path.asText()));
      found.addAll(new ApiTemplate(template, unordered).differences(document));
    }
    if (found.isEmpty()) {
      remember(step, document);
    }
    return found;
  }

  private void compareHeaders(JsonNode wanted, Map<String, String> got, List<String> found) {
    wanted
        .properties()
        .forEach(e -> {
          String value = got.get(e.getKey().toLowerCase(Locale.ROOT));
          if (e.getValue().isNull()) {
            if (value != null) {
              found.add("header " + e.getKey() + ": not expected, " + value);
            }
          } else {
            JsonNode text = value == null ? NullNode.instance : TextNode.valueOf(value);
            new ApiTemplate(e.getValue(), Set.of())
                .differences(text)
                .forEach(d -> found.add("header " + e.getKey() + d));
          }
        });
  }

  private static JsonNode document(byte[] body) throws IOException {
    if (body.length == 0) {
      return NullNode.instance;
    }
    String text = new String(body, StandardCharsets.UTF_8);
    return text.startsWith("{") || text.startsWith("[")
        ? MAPPER.readTree(text)
        : MAPPER.createObjectNode().put("<<text>>", text);
  }

  private void remember(JsonNode step, JsonNode answer) {
    step.path("vars")
        .properties()
        .forEach(e -> {
          JsonNode value = at(answer, e.getValue().asText());
          if (!value.isMissingNode()) {
            variables.put(e.getKey(), value);
          }
        });
  }

  private static JsonNode at(JsonNode document, String path) {
    JsonNode here = document;
    Matcher step = STEP.matcher(path.substring(1));
    while (step.find()) {
      String name = step.group(1);
      String index = step.group(2);
      if (name != null) {
        here = here.path(name);
      } else if (index.startsWith("?")) {
        int equals = index.indexOf('=');
        String key = index.substring(1, equals);
        String value = index.substring(equals + 1);
        here = first(here, item -> item.path(key).asText().equals(value));
      } else {
        int i = Integer.parseInt(index);
        here = here.path(i < 0 ? here.size() + i : i);
      }
    }
    return here;
  }

  private static JsonNode first(JsonNode array, Predicate<JsonNode> condition) {
    for (JsonNode item : array) {
      if (condition.test(item)) {
        return item;
      }
    }
    return MissingNode.getInstance();
  }

  /** A copy with the variables' values in their places. */
  private JsonNode filled(JsonNode node) {
    if (node instanceof TextNode text) {
      Matcher whole = VARIABLE.matcher(text.asText());
      if (whole.matches()) {
        return variables.getOrDefault(whole.group(1), node);
      }
      return TextNode.valueOf(
          VARIABLE
              .matcher(text.asText())
              .replaceAll(m -> Matcher.quoteReplacement(value(m.group(1), m.group()))));
    }
    if (node.isArray()) {
      var copy = MAPPER.createArrayNode();
      node.forEach(item -> copy.add(filled(item)));
      return copy;
    }
    if (node.isObject()) {
      ObjectNode copy = MAPPER.createObjectNode();
      node.properties()
          .forEach(
              e -> copy.set(filled(TextNode.valueOf(e.getKey())).asText(), filled(e.getValue())));
      return copy;
    }
    return node;
  }

  private String value(String name, String otherwise) {
    JsonNode value = variables.get(name);
    return value == null ? otherwise : value.isTextual() ? value.asText() : value.toString();
  }
}
