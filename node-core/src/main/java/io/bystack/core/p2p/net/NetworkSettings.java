package io.bystack.core.p2p.net;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a node takes part in its network.
 *
 * @param listen where to accept connections; none for a node that only dials
 * @param dataFolder where bans and addresses are kept over a restart; none to keep nothing
 */
public record NetworkSettings(
    Optional<InetSocketAddress> listen,
    Optional<Path> dataFolder,
    Limits limits,
    Dialling dialling) {

  /**
   * Most connections in all, accepted, per address and per subnet, and most unfinished handshakes
   * of accepted connections. Loopback counts as an address like any other.
   */
  public record Limits(int total, int inbound, int perAddress, int perSubnet, int handshakes) {
    /** What a node on the open internet uses. */
    public static final Limits DEFAULT = new Limits(50, 40, 4, 12, 128);

    /** Most unfinished handshakes of one address. */
    int handshakesPerAddress() {
      return Math.max(2, handshakes / 16);
    }
  }

  /**
   * Whom to dial.
   *
   * @param keep addresses dialled for ever, {@code host:port}
   * @param seeds addresses dialled while we have too few peers
   * @param wanted connections we try to have by dialling, those of {@code keep} aside
   * @param timeout for the TCP connection alone
   */
  public record Dialling(
      List<String> keep, List<String> seeds, int wanted, Duration timeout, Optional<Proxy> proxy) {
    public Dialling {
      keep = List.copyOf(keep);
      seeds = List.copyOf(seeds);
    }

    /** Dials nobody. */
    public static final Dialling NONE =
        new Dialling(List.of(), List.of(), 0, Duration.ofSeconds(3), Optional.empty());
  }

  /** A SOCKS5 proxy for what we dial. */
  public record Proxy(InetSocketAddress address, Optional<Credentials> credentials) {}

  /** A user and a password. */
  public record Credentials(String user, String password) {
    @Override
    public String toString() {
      return "Credentials[" + user + "]";
    }
  }
}
