package io.bystack.core.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses requests that a web page of another site made the user's browser send: loopback is
 * trusted without a token, so {@code Host} must name this server (else DNS rebinding) and a given
 * {@code Origin} must be one of its own pages (spec/06 §15.1).
 */
record HostCheck(Set<String> names, boolean any) {
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1", "[::1]");

  static HostCheck of(ApiOptions options) {
    Set<String> names = new HashSet<>(LOOPBACK);
    options.allowedHosts().forEach(h -> names.add(h.toLowerCase(Locale.ROOT)));
    names.add(options.host().toLowerCase(Locale.ROOT));
    return new HostCheck(names, names.contains("*"));
  }

  /** Empty if the request may pass, else the reason. */
  Optional<String> refusal(String host, String origin) {
    if (host != null && !isOurs(nameOf(host))) {
      return Optional.of("Host " + nameOf(host) + " is not in api.allowed-hosts");
    }
    if (origin != null && !isOwnPage(origin, host)) {
      return Optional.of("Origin " + origin + " is not in api.allowed-hosts");
    }
    return Optional.empty();
  }

  private boolean isOurs(String name) {
    // A numeric address cannot be rebound by DNS, so any literal address is fine.
    return any || names.contains(name) || name.matches("[0-9.]+") || name.startsWith("[");
  }

  /**
   * Whether a page is one of this server's: what it was loaded from is where it now asks, or bears
   * a name of ours. A literal address alone says nothing, since anybody's server has one, and
   * {@code null} is what frames without an origin say, which any site can make.
   */
  private boolean isOwnPage(String origin, String host) {
    if (any) {
      return true;
    }
    URI page;
    try {
      page = new URI(origin);
    } catch (URISyntaxException e) {
      return false;
    }
    return page.getHost() != null
        && (names.contains(page.getHost().toLowerCase(Locale.ROOT))
            || page.getRawAuthority().equalsIgnoreCase(host));
  }

  private static String nameOf(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    if (lower.startsWith("[")) {
      int end = lower.indexOf(']');
      return end < 0 ? lower : lower.substring(0, end + 1);
    }
    int colon = lower.indexOf(':');
    return colon < 0 ? lower : lower.substring(0, colon);
  }
}
