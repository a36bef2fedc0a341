package io.bystack.core.api;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides whether a request may be handled at all (spec/06 §4). A pure function of its arguments.
 */
record Authentication(AccessTokens tokens, boolean disabled) {
  /** What concerns the process and not a chain is for its operator alone. */
  private static final String LOCAL = "/bystack/process/";

  /** Empty if the request may pass, else the {@code detail} of the 401. */
  Optional<String> refusal(InetAddress client, String path, String authorization) {
    boolean local = client.isLoopbackAddress();
    if (!local && path.startsWith("/backup-wallet")) {
      return Optional.of("only local can get access backup-wallets");
    }
    if (!local && path.startsWith("/restore-wallet")) {
      return Optional.of("only local can get access restore-wallet");
    }
    if (!local && path.startsWith("/list-access-tokens")) {
      return Optional.of("only local can get access token list");
    }
    if (!local && path.startsWith(LOCAL)) {
      return Optional.of("only local can call " + LOCAL);
    }
    if (isPage(path, "/dashboard") || isPage(path, "/equity") || local || disabled) {
      return Optional.empty();
    }
    return checkToken(authorization);
  }

  private static boolean isPage(String path, String root) {
    return path.equals(root) || path.startsWith(root + "/");
  }

  private Optional<String> checkToken(String authorization) {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      return Optional.of("no token");
    }
    String pair;
    try {
      pair =
          new String(
              Base64.getDecoder().decode(authorization.substring(6).trim()),
              StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Optional.of("no token");
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      return Optional.of("no token");
    }
    boolean valid = tokens.isValid(pair.substring(0, colon), pair.substring(colon + 1));
    return valid ? Optional.empty() : Optional.of("invalid token");
  }
}
