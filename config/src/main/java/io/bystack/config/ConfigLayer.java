package io.bystack.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The values one source gives.
 *
 * @param level which source it is; the first level that has a value wins
 * @param detail the file's name, or empty
 * @param values under full keys
 */
public record ConfigLayer(Level level, String detail, Map<String, String> values) {
  /** Sources, strongest first. */
  public enum Level {
    FLAG("flag"),
    ENVIRONMENT("environment"),
    FILE("file"),
    PROFILE("profile"),
    DEFAULT("default");

    private final String label;

    Level(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  public ConfigLayer {
    values = Map.copyOf(values);
  }

  /** How a value of this layer is attributed: {@code flag}, {@code file /etc/bystack.toml}. */
  public String origin() {
    return detail.isEmpty() ? level.label() : level.label() + " " + detail;
  }

  /** Refuses keys nobody knows and values of the wrong kind, all at once. */
  static void check(String source, Map<String, String> values, List<String> chains)
      throws ConfigException {
    List<String> problems = new ArrayList<>();
    values.forEach((key, value) ->
        Settings.find(key, chains)
            .ifPresentOrElse(
                setting -> checkValue(source, key, value, setting, problems),
                () -> problems.add(source + ": " + unknown(key, chains))));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private static void checkValue(
      String source, String key, String value, Setting setting, List<String> problems) {
    try {
      setting.kind().check(value);
    } catch (IllegalArgumentException e) {
      problems.add(source + ": " + key + " is \"" + value + "\", " + e.getMessage());
    }
  }

  private static String unknown(String key, List<String> chains) {
    List<String> similar = Suggestion.similar(key, Settings.keys(chains));
    return "unknown key "
        + key
        + (similar.isEmpty() ? "" : ", did you mean " + String.join(" or ", similar) + "?");
  }
}
