package io.bystack.core.api;

import java.util.List;

/**
 * How one chain's API listens.
 *
 * @param host address to bind, 127.0.0.1 unless the operator says otherwise
 * @param port TCP port, 0 for a free one
 * @param authDisabled whether requests from elsewhere need no access token
 * @param allowedHosts names besides loopback and the bind address accepted in {@code Host}; "*" for
 *     any
 */
public record ApiOptions(String host, int port, boolean authDisabled, List<String> allowedHosts) {
  /** Largest request body in bytes: twice the hex text of the largest block, with room. */
  public static final int MAX_BODY_BYTES = 24 << 20;

  /**
   * Most bytes of the bodies of all requests that are read or handled; what would exceed them is
   * refused with status 503.
   */
  public static final long MAX_BODIES_BYTES = 64L << 20;

  /** Most requests handled at a time. */
  static final int MAX_CONCURRENT = 64;

  /** Most requests that wait for their turn; further ones are refused with status 503. */
  static final int MAX_WAITING = 256;

  public ApiOptions {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("api.port: " + port + " is not within 0…65535");
    }
    allowedHosts = List.copyOf(allowedHosts);
  }

  /** Loopback on the given port, everything else as the reference has it. */
  public static ApiOptions loopback(int port) {
    return new ApiOptions("127.0.0.1", port, false, List.of());
  }
}
