package io.bystack.core.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Paths with empty, {@code .} or {@code ..} parts are redirected to their clean form (spec/06 §1).
 */
final class PathCleaning {
  private PathCleaning() {}

  /** The path to redirect to, or empty if the path is clean already. */
  static Optional<String> redirect(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    String clean = "/" + String.join("/", parts);
    if (path.endsWith("/") && !parts.isEmpty()) {
      clean += "/";
    }
    return clean.equals(path) ? Optional.empty() : Optional.of(clean);
  }
}
