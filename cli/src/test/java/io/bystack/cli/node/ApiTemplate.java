package io.bystack.cli.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer of the API must look like: JSON in which some texts stand for any value of a kind,
 * as the README of the recorded scenarios describes it.
 *
 * @param unordered paths of arrays whose order means nothing
 */
record ApiTemplate(JsonNode template, Set<String> unordered) {
  private static final Pattern MARK = Pattern.compile("<<([a-z]+)(?::(.*))?>>", Pattern.DOTALL);
  private static final String EACH = "<<each>>";
  private static final String LEAST = "<<min>>";
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

  private static final Map<String, Predicate<JsonNode>> KINDS =
      Map.ofEntries(
          Map.entry("any", _ -> true),
          Map.entry("str", JsonNode::isTextual),
          Map.entry("nonempty", n -> n.isTextual() && !n.asText().isEmpty()),
          Map.entry("uint", n -> n.isIntegralNumber() && n.bigIntegerValue().signum() >= 0),
          Map.entry("int", JsonNode::isIntegralNumber),
          Map.entry("num", JsonNode::isNumber),
          Map.entry("bool", JsonNode::isBoolean),
          Map.entry("time", n -> n.isTextual() && TIME.matcher(n.asText()).matches()),
          Map.entry("list", JsonNode::isArray),
          Map.entry("object", JsonNode::isObject));

  /** How an answer differs, one line each; empty if it does not. */
  List<String> differences(JsonNode answer) {
    List<String> found = new ArrayList<>();
    compare(template, answer, "$", found);
    return found;
  }

  private void compare(JsonNode wanted, JsonNode got, String path, List<String> found) {
    if (wanted instanceof TextNode text && MARK.matcher(text.asText()).matches()) {
      if (!isOfKind(text.asText(), got)) {
        found.add(path + ": wanted " + text.asText() + ", got " + shown(got));
      }
    } else if (wanted.isObject() && wanted.has(EACH)) {
      each(wanted, got, path, found);
    } else if (wanted.isObject() && got.isObject()) {
      fields(wanted, got, path, found);
    } else if (wanted.isArray() && got.isArray()) {
      items(wanted, got, path, found);
    } else if (!same(wanted, got)) {
      found.add(path + ": wanted " + shown(wanted) + ", got " + shown(got));
    }
  }

  private static boolean isOfKind(String mark, JsonNode got) {
    Matcher matcher = MARK.matcher(mark);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(mark);
    }
    String argument = matcher.group(2);
    return switch (matcher.group(1)) {
      case "hex" ->
          got.isTextual()
              && got.asText().matches("[0-9a-f]*")
              && (argument == null || got.asText().length() == Integer.parseInt(argument));
      case "re" ->
          got.isTextual()
              && Pattern.compile(argument, Pattern.DOTALL).matcher(got.asText()).matches();
      default -> KINDS.get(matcher.group(1)).test(got);
    };
  }

  private void each(JsonNode wanted, JsonNode got, String path, List<String> found) {
    if (!got.isArray() || got.size() < wanted.path(LEAST).asInt(0)) {
      found.add(path + ": wanted an array of at least " + wanted.path(LEAST).asInt(0));
      return;
    }
    for (int i = 0; i < got.size(); i++) {
      compare(wanted.get(EACH), got.get(i), path + "[" + i + "]", found);
    }
  }

  private void fields(JsonNode wanted, JsonNode got, String path, List<String> found) {
    Set<String> known = new HashSet<>();
    wanted
        .fieldNames()
        .forEachRemaining(key -> {
          boolean optional = key.startsWith("?");
          String name = optional ? key.substring(1) : key;
          known.add(name);
          if (got.has(name)) {
            compare(wanted.get(key), got.get(name), path + "." + name, found);
          } else if (!optional) {
            found.add(path + "." + name + ": missing");
          }
        });
    got.fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            found.add(path + "." + name + ": not expected, " + shown(got.get(name)));
          }
        });
  }

  private void items(JsonNode wanted, JsonNode got, String path, List<String> found) {
    if (wanted.size() != got.size()) {
      found.add(path + ": wanted " + wanted.size() + " elements, got " + got.size());
    } else if (unordered.contains(path)) {
      List<JsonNode> left = new ArrayList<>();
      got.forEach(left::add);
      for (JsonNode one : wanted) {
        if (!left.removeIf(new FirstMatch(one, path))) {
          found.add(path + ": nothing like " + shown(one));
        }
      }
    } else {
      for (int i = 0; i < wanted.size(); i++) {
        compare(wanted.get(i), got.get(i), path + "[" + i + "]", found);
      }
    }
  }

  /** True once, for the first node that is as wanted. */
  private final class FirstMatch implements Predicate<JsonNode> {
    private final JsonNode wanted;
    private final String path;
    private boolean taken;

    FirstMatch(JsonNode wanted, String path) {
      this.wanted = wanted;
      this.path = path;
    }

    @Override
    public boolean test(JsonNode node) {
      if (taken) {
        return false;
      }
      List<String> found = new ArrayList<>();
      compare(wanted, node, path, found);
      taken = found.isEmpty();
      return taken;
    }
  }

  private static boolean same(JsonNode wanted, JsonNode got) {
    if (wanted.isIntegralNumber() && got.isIntegralNumber()) {
      return wanted.bigIntegerValue().equals(got.bigIntegerValue());
    }
    return wanted.equals(got);
  }

  private static String shown(JsonNode node) {
    String text = String.valueOf(node);
    return text.length() <= 160 ? text : text.substring(0, 160) + "…";
  }
}
