package io.bystack.core.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.bystack.core.p2p.net.DialException;
import io.bystack.core.p2p.net.Ending;
import io.bystack.core.p2p.net.PeerRecord;
import io.bystack.core.p2p.net.Traffic;
import io.bystack.core.sync.ChainPeers;
import io.bystack.core.sync.SyncDialect.PeerStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The reference's calls about peers (spec/06 §7.14). */
public record PeerEndpoints(PeerAccess access, InstantSource clock) {
  private static final int DIAL_SECONDS = 90;
  private static final int MAX_PORT = 65_535;

  /** A peer; totals in bytes, rates in bytes per second, times as duration texts. */
  @JsonPropertyOrder({
    "peer_id",
    "remote_addr",
    "height",
    "ping",
    "duration",
    "total_sent",
    "total_received",
    "average_sent_rate",
    "average_received_rate",
    "current_sent_rate",
    "current_received_rate"
  })
  record Peer(
      @JsonProperty("peer_id") String id,
      @JsonProperty("remote_addr") String remoteAddress,
      @JsonProperty("height") long height,
      @JsonProperty("ping") String ping,
      @JsonProperty("duration") String duration,
      @JsonProperty("total_sent") long totalSent,
      @JsonProperty("total_received") long totalReceived,
      @JsonProperty("average_sent_rate") long averageSentRate,
      @JsonProperty("average_received_rate") long averageReceivedRate,
      @JsonProperty("current_sent_rate") long currentSentRate,
      @JsonProperty("current_received_rate") long currentReceivedRate) {}

  record Address(@JsonProperty("ip") String ip, @JsonProperty("port") int port) {}

  record PeerId(@JsonProperty("peer_id") String id) {}

  /** The endpoints. */
  public List<Endpoint<?, ?>> endpoints() {
    return List.of(
        Endpoint.of("/list-peers", Peer[].class, "The connected peers.", this::list),
        Endpoint.of(
            "/connect-peer", Address.class, Peer.class, "Connects to a peer.", this::connect),
        Endpoint.of(
            "/disconnect-peer",
            PeerId.class,
            Endpoint.NoResult.class,
            "Closes the connection to a peer.",
            this::disconnect));
  }

  private Peer[] list() {
    return access
        .network()
        .map(peers -> peers.network().peers().stream().map(p -> shown(peers, p)).toList())
        .orElse(List.of())
        .toArray(Peer[]::new);
  }

  private Peer shown(ChainPeers peers, PeerRecord record) {
    Duration age = Duration.between(record.since(), clock.instant());
    Traffic traffic = record.traffic();
    return new Peer(
        record.id(),
        record.address(),
        Optional.ofNullable(peers.sync().statuses().get(record.id()))
            .map(PeerStatus::height)
            .orElse(0L),
        GoDuration.text(rounded(traffic.ping().orElse(Duration.ZERO), 1)),
        GoDuration.text(rounded(age, 100)),
        traffic.sent().bytes(),
        traffic.received().bytes(),
        average(traffic.sent().bytes(), age),
        average(traffic.received().bytes(), age),
        Math.round(traffic.sent().bytesPerSecond()),
        Math.round(traffic.received().bytesPerSecond()));
  }

  private static Duration rounded(Duration duration, long millis) {
    return Duration.ofMillis(Math.max(0, duration.toMillis()) / millis * millis);
  }

  private static long average(long bytes, Duration age) {
    return age.toMillis() <= 0 ? 0 : Math.round(bytes * 1_000.0 / age.toMillis());
  }

  private ChainPeers network() throws ApiException {
    return access.network().orElseThrow(() -> ApiException.of("the chain runs without a network"));
  }

  private Peer connect(Address address) throws ApiException {
    ChainPeers peers = network();
    InetAddress ip;
    try {
      ip = InetAddress.ofLiteral(address.ip() == null ? "" : address.ip());
    } catch (IllegalArgumentException e) {
      throw ApiException.of("invalid ip address");
    }
    if (address.port() < 0 || address.port() > MAX_PORT) {
      throw ApiException.badRequest("port " + address.port() + " is not within 0…65535");
    }
    PeerRecord peer =
        connect(peers, new InetSocketAddress(ip, address.port()))
            .orElseThrow(() -> ApiException.of("the peer is disconnected again"));
    return shown(peers, peer);
  }

  /**
   * Dials and waits for the end of the handshake.
   *
   * @return the peer, or none if it is gone already
   */
  static Optional<PeerRecord> connect(ChainPeers peers, InetSocketAddress address)
      throws ApiException {
    PeerRecord peer;
    try {
      peer = peers.network().connect(address).get(DIAL_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw failed(address, e.getCause());
    } catch (TimeoutException e) {
      throw ApiException.of("can not connect to the address: no answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiException.of("can not connect to the address: interrupted");
    }
    return peers.network().peers().stream().filter(p -> p.id().equals(peer.id())).findFirst();
  }

  private static ApiException failed(InetSocketAddress address, Throwable cause) {
    String why = String.valueOf(cause.getMessage());
    if (cause instanceof DialException dial && dial.ending() == Ending.UNREACHABLE) {
      String host = address.getAddress().getHostAddress();
      why =
          "Error dial peer: dial tcp "
              + (host.contains(":") ? "[" + host + "]" : host)
              + ":"
              + address.getPort()
              + ": "
              + inOtherWords(why);
    }
    return ApiException.of("can not connect to the address: " + why);
  }

  /** The two causes every operator knows, in the words of the reference's platform. */
  private static String inOtherWords(String why) {
    String lower = why.toLowerCase(Locale.ROOT);
    if (lower.contains("refused")) {
      return "connect: connection refused";
    }
    return lower.contains("timed out") ? "i/o timeout" : why;
  }

  private Endpoint.NoResult disconnect(PeerId peer) throws ApiException {
    if (!network().network().disconnect(String.valueOf(peer.id()), "disconnected by operator")) {
      throw ApiException.of("peerId not exist");
    }
    return Endpoint.NoResult.DONE;
  }
}
