package io.bystack.core.p2p.handshake;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node's version text, of which only the first number decides (spec/04 §3.1). */
record NodeVersion(BigInteger major) {
  private static final int MAX_LENGTH = 256;
  // Possessive quantifiers: a long hostile text must not make the matcher try it twice.
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "v?([0-9]++)(?:\\.[0-9]++)*+"
              + "(?:-[0-9A-Za-z~\\-]++(?:\\.[0-9A-Za-z~\\-]++)*+"
              + "|-?[A-Za-z~\\-][0-9A-Za-z~\\-]*+(?:\\.[0-9A-Za-z~\\-]++)*+)?+"
              + "(?:\\+[0-9A-Za-z~\\-]++(?:\\.[0-9A-Za-z~\\-]++)*+)?+");

  static Optional<NodeVersion> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher matcher = GRAMMAR.matcher(text);
    return matcher.matches()
        ? Optional.of(new NodeVersion(new BigInteger(matcher.group(1))))
        : Optional.empty();
  }
}
