package io.bystack.core.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * One chain's error codes: fixed message of each code, and which root text has which code (spec/06
 * §3). The codes 704…719 differ between the chains, so each chain module ships its own table.
 */
public final class ErrorCodes {
  /** The code of every error without an entry. */
  public static final String GENERAL = "BTM000";

  static final String BAD_REQUEST = "BTM002";
  static final String UNAUTHENTICATED = "BTM860";

  private final Map<String, String> messages;
  private final Map<String, String> codeByRoot;

  private ErrorCodes(Map<String, String> messages, Map<String, String> codeByRoot) {
    this.messages = Map.copyOf(messages);
    this.codeByRoot = Map.copyOf(codeByRoot);
  }

  /**
   * Reads a table of lines {@code code TAB message TAB root text} (root text may be missing) from a
   * resource beside the given class.
   */
  public static ErrorCodes load(Class<?> owner, String resource) {
    Map<String, String> messages = new HashMap<>();
    Map<String, String> roots = new HashMap<>();
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource " + resource + " is missing");
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split("\t", -1);
        messages.put(cells[0], cells[1]);
        if (cells.length > 2 && !cells[2].isEmpty()) {
          roots.put(cells[2], cells[0]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ErrorCodes(messages, roots);
  }

  /** The code of a root text; {@link #GENERAL} if it has none. */
  public String code(String root) {
    return codeByRoot.getOrDefault(root, GENERAL);
  }

  /** The fixed message of a code. */
  public String message(String code) {
    String message = messages.get(code);
    if (message == null) {
      throw new IllegalArgumentException("unknown error code " + code);
    }
    return message;
  }
}
