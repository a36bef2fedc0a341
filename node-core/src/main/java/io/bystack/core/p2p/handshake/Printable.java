package io.bystack.core.p2p.handshake;

/**
 * Makes text from peers fit to be shown or logged: short, on one line, without control characters.
 */
public final class Printable {
  private Printable() {}

  /** The text cut to {@code max} characters with everything but printable ASCII replaced by '?'. */
  public static String of(String text, int max) {
    StringBuilder out = new StringBuilder(Math.min(max, text.length()));
    for (int i = 0; i < text.length() && i < max; i++) {
      char c = text.charAt(i);
      out.append(c >= ' ' && c <= '~' ? c : '?');
    }
    return text.length() > max ? out.append("...").toString() : out.toString();
  }
}
