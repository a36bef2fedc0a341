package io.bystack.config;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a setting's text may be. */
public sealed interface ValueKind {
  /**
   * Checks a text.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  void check(String text);

  /** What is expected, in few words, for the help. */
  String expected();

  /** How the value is written in TOML. */
  default String toml(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Any text. */
  record Text(String expected) implements ValueKind {
    @Override
    public void check(String text) {
      if (text.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException("expected " + expected + " without control characters");
      }
    }
  }

  /** true or false. */
  record Flag() implements ValueKind {
    @Override
    public void check(String text) {
      if (!text.equals("true") && !text.equals("false")) {
        throw new IllegalArgumentException("expected true or false");
      }
    }

    @Override
    public String expected() {
      return "true or false";
    }

    @Override
    public String toml(String text) {
      return text;
    }
  }

  /** A whole number. */
  record Count(long least, long most) implements ValueKind {
    @Override
    public void check(String text) {
      if (!text.matches("[0-9]{1,18}")
          || Long.parseLong(text) < least
          || Long.parseLong(text) > most) {
        throw new IllegalArgumentException("expected " + expected());
      }
    }

    @Override
    public String expected() {
      return "a number from " + least + " to " + most;
    }

    @Override
    public String toml(String text) {
      return text;
    }
  }

  /** A number of bytes with its unit. */
  record Size() implements ValueKind {
    @Override
    public void check(String text) {
      if (Units.bytes(text) < 0) {
        throw new IllegalArgumentException("expected a size that is not negative");
      }
    }

    @Override
    public String expected() {
      return "a size such as 512MiB";
    }
  }

  /** A time with its unit. */
  record Time() implements ValueKind {
    @Override
    public void check(String text) {
      if (Units.time(text).isNegative()) {
        throw new IllegalArgumentException("expected a time that is not negative");
      }
    }

    @Override
    public String expected() {
      return "a time such as 30s";
    }
  }

  /** One of some words. */
  record Choice(List<String> words) implements ValueKind {
    public Choice {
      words = List.copyOf(words);
    }

    @Override
    public void check(String text) {
      if (!words.contains(text)) {
        throw new IllegalArgumentException("expected " + expected());
      }
    }

    @Override
    public String expected() {
      return "one of " + String.join(", ", words);
    }
  }

  /** host:port, or nothing. */
  record Address() implements ValueKind {
    @Override
    public void check(String text) {
      if (!text.isEmpty() && !isAddress(text)) {
        throw new IllegalArgumentException("expected host:port");
      }
    }

    @Override
    public String expected() {
      return "host:port, or empty";
    }

    private static boolean isAddress(String text) {
      int colon = text.lastIndexOf(':');
      return colon > 0
          && text.substring(colon + 1).matches("[0-9]{1,5}")
          && Integer.parseInt(text.substring(colon + 1)) <= 65535
          && text.chars().noneMatch(c -> Character.isWhitespace(c) || c == '/');
    }
  }

  /** Several of a kind, separated by commas; a TOML list in the file. */
  record Listed(ValueKind item) implements ValueKind {
    @Override
    public void check(String text) {
      items(text).forEach(item::check);
    }

    @Override
    public String expected() {
      return "a list, each " + item.expected();
    }

    @Override
    public String toml(String text) {
      return "[" + String.join(", ", items(text).map(item::toml).toList()) + "]";
    }

    /** The items of a text. */
    static Stream<String> items(String text) {
      return Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty());
    }
  }
}
