package io.bystack.dpos.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.consensus.BodyRules;
import io.bystack.core.consensus.RuleViolation;
import java.util.Map;
import java.util.Optional;

/**
 * Compares an expected error with ours. The whole message counts, except where the reference prints
 * its inner state: there its beginning and its rule.
 */
final class ErrorText {
  private static final String SUFFIX = ": " + BodyRules.INVALID_BLOCK;

  private ErrorText() {}

  static void put(
      JsonNode error,
      Optional<RuleViolation> violation,
      Map<String, Object> expected,
      Map<String, Object> actual) {
    if (error.isMissingNode() || error.isNull()) {
      expected.put("error", "none");
      actual.put("error", violation.map(RuleViolation::getMessage).orElse("none"));
      return;
    }
    put(error.path("message").asText(), violation, expected, actual);
  }

  /** Compares the rule alone: what stands before it is each implementation's own. */
  static void putRule(
      JsonNode error,
      Optional<RuleViolation> violation,
      Map<String, Object> expected,
      Map<String, Object> actual) {
    boolean none = error.isMissingNode() || error.isNull();
    expected.put("error", none ? "none" : rule(error.path("message").asText()));
    actual.put("error", violation.map(RuleViolation::rule).orElse("none"));
  }

  private static void put(
      String message,
      Optional<RuleViolation> violation,
      Map<String, Object> expected,
      Map<String, Object> actual) {
    expected.put("error", comparable(message, message));
    actual.put(
        "error",
        violation.map(RuleViolation::getMessage).map(m -> comparable(m, message)).orElse("none"));
  }

  /** {@code text} as far as it is fixed for a message like {@code like}. */
  private static String comparable(String text, String like) {
    if (like.contains("merkle root. ")) {
      return text.substring(0, Math.min(text.length(), like.indexOf(". ")))
          + " … "
          + rule(text)
          + suffix(text);
    }
    if (like.startsWith("validate of transaction")) {
      int end = text.indexOf(": ");
      String place = end < 0 ? text : text.substring(0, end);
      return place + " … " + rule(text) + suffix(text);
    }
    return text;
  }

  private static String suffix(String text) {
    return text.endsWith(SUFFIX) ? SUFFIX : "";
  }

  private static String rule(String text) {
    String inner =
        text.endsWith(SUFFIX) ? text.substring(0, text.length() - SUFFIX.length()) : text;
    return inner.substring(inner.lastIndexOf(": ") + 1).strip();
  }
}
