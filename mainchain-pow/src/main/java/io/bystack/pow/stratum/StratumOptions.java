package io.bystack.pow.stratum;

import java.net.InetSocketAddress;
import java.time.Duration;

/** How the server behaves. */
public record StratumOptions(InetSocketAddress listen, Limits limits, Difficulty difficulty) {
  /**
   * What one server and one peer may take.
   *
   * @param connections at most 32768, so that every one has its own range of nonces
   * @param connectionsPerAddress that come from one IP address
   * @param idle after which a silent connection is closed
   * @param pendingShares of one connection that wait for verification
   * @param ban of a worker whose shares are mostly wrong
   */
  public record Limits(
      int connections, int connectionsPerAddress, Duration idle, int pendingShares, Duration ban) {
    public static final Limits DEFAULT =
        new Limits(32_768, 1_024, Duration.ofMinutes(5), 4, Duration.ofMinutes(20));

    /**
     * The limits.
     *
     * @throws IllegalArgumentException if there are more connections than nonce ranges
     */
    public Limits {
      if (connections < 1 || connections > 32_768) {
        throw new IllegalArgumentException(
            "stratum connections " + connections + ", 1 to 32768 expected");
      }
    }
  }

  /**
   * Share difficulty: expected hashes per share.
   *
   * @param initial of a new connection
   * @param sharePeriod how often a connection should send a share once its speed is known
   */
  public record Difficulty(long initial, long minimum, Duration sharePeriod) {
    /** For ASICs: one of the slowest sends a share every 84 seconds at first. */
    public static final Difficulty DEFAULT = new Difficulty(65_537, 1, Duration.ofSeconds(8));
  }

  public static StratumOptions listeningOn(InetSocketAddress address) {
    return new StratumOptions(address, Limits.DEFAULT, Difficulty.DEFAULT);
  }
}
