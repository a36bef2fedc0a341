package io.bystack.core.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.bystack.core.p2p.net.AddressBook;
import io.bystack.core.p2p.net.BanList;
import io.bystack.core.p2p.net.PeerNetwork;
import io.bystack.core.p2p.net.PeerRecord;
import io.bystack.core.p2p.net.Traffic;
import io.bystack.core.sync.ChainPeers;
import io.bystack.core.sync.CompactTally;
import io.bystack.core.sync.HistoryProgress;
import io.bystack.core.sync.SyncDialect.PeerStatus;
import io.bystack.core.sync.SyncNode;
import io.bystack.core.sync.SyncProgress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of our own about peers and synchronisation, below {@code /bystack/}: what the reference's
 * calls have no room for.
 */
public record PeerControl(PeerAccess access, InstantSource clock) {
  private static final Duration LONGEST_BAN = Duration.ofDays(3650);
  private static final int OWNER_SECONDS = 10;
  private static final int MAX_REASON = 200;

  /** Messages of one kind. */
  record Messages(@JsonProperty("number") long number, @JsonProperty("bytes") long bytes) {}

  /** One direction: bytes of packets and of late bytes per second, messages by kind. */
  record Flow(
      @JsonProperty("bytes") long bytes,
      @JsonProperty("bytes_per_second") long bytesPerSecond,
      @JsonProperty("messages") Map<String, Messages> messages) {}

  /** A peer with everything known of it; times in milliseconds. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Peer(
      @JsonProperty("id") String id,
      @JsonProperty("address") String address,
      @JsonProperty("direction") String direction,
      @JsonProperty("moniker") String moniker,
      @JsonProperty("version") String version,
      @JsonProperty("services") long services,
      @JsonProperty("fast_lane") boolean fastLane,
      @JsonProperty("height") Long height,
      @JsonProperty("final_height") Long finalHeight,
      @JsonProperty("ping_ms") Double pingMillis,
      @JsonProperty("connected_ms") long connectedMillis,
      @JsonProperty("ban_score") long banScore,
      @JsonProperty("queued_bytes") long queuedBytes,
      @JsonProperty("sent") Flow sent,
      @JsonProperty("received") Flow received) {}

  /**
   * A peer to add.
   *
   * @param once whether it is dialled once only, and not kept
   */
  record Addition(@JsonProperty("address") String address, @JsonProperty("once") boolean once) {}

  record Named(@JsonProperty("peer") String peer) {}

  /** What removing did. */
  record Removal(
      @JsonProperty("disconnected") int disconnected,
      @JsonProperty("no_longer_kept") boolean noLongerKept) {}

  record BanOrder(
      @JsonProperty("address") String address,
      @JsonProperty("seconds") long seconds,
      @JsonProperty("reason") String reason) {}

  record Unban(@JsonProperty("address") String address) {}

  record Ban(
      @JsonProperty("address") String address,
      @JsonProperty("until") String until,
      @JsonProperty("reason") String reason) {}

  record Score(@JsonProperty("address") String address, @JsonProperty("score") long score) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Known(
      @JsonProperty("address") String address,
      @JsonProperty("last_success") String lastSuccess,
      @JsonProperty("failures") int failures) {}

  /** How far synchronisation is; no seconds left if nothing moves. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Sync(
      @JsonProperty("height") long height,
      @JsonProperty("target") long target,
      @JsonProperty("caught_up") boolean caughtUp,
      @JsonProperty("headers_ahead") int headersAhead,
      @JsonProperty("requests") int requests,
      @JsonProperty("blocks_per_second") double blocksPerSecond,
      @JsonProperty("seconds_left") Long secondsLeft,
      @JsonProperty("history") History history,
      @JsonProperty("compact_blocks") Compact compactBlocks) {}

  /** How far the blocks below a loaded snapshot are validated; no seconds left if none are. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record History(
      @JsonProperty("height") long height,
      @JsonProperty("target") long target,
      @JsonProperty("blocks_per_second") double blocksPerSecond,
      @JsonProperty("seconds_left") Long secondsLeft) {
    static History of(HistoryProgress progress) {
      return new History(
          progress.height(),
          progress.target(),
          rounded(progress.blocksPerSecond()),
          progress.remaining().map(Duration::toSeconds).orElse(null));
    }
  }

  /** How blocks that peers announced in short were put together. */
  record Compact(
      @JsonProperty("from_pool") long fromPool,
      @JsonProperty("completed") long completed,
      @JsonProperty("whole") long whole,
      @JsonProperty("left") long left) {
    static Compact of(CompactTally tally) {
      return new Compact(tally.complete(), tally.completed(), tally.whole(), tally.left());
    }
  }

  /** The endpoints. */
  public List<Endpoint<?, ?>> endpoints() {
    return List.of(
        Endpoint.of(
            "/bystack/peers/list",
            Peer[].class,
            "The connected peers with all figures.",
            this::list),
        Endpoint.of(
            "/bystack/peers/add",
            Addition.class,
            Peer.class,
            "Dials a peer, and unless once for ever from now on.",
            this::add),
        Endpoint.of(
            "/bystack/peers/remove",
            Named.class,
            Removal.class,
            "Closes the connections to an id or address and no longer keeps the address.",
            this::remove),
        Endpoint.of(
            "/bystack/peers/ban",
            BanOrder.class,
            Ban.class,
            "Closes the connections of an address and refuses it for a time.",
            this::ban),
        Endpoint.of(
            "/bystack/peers/unban",
            Unban.class,
            Endpoint.NoResult.class,
            "Ends a ban.",
            this::unban),
        Endpoint.of("/bystack/peers/bans", Ban[].class, "The bans that hold now.", this::bans),
        Endpoint.of(
            "/bystack/peers/scores",
            Score[].class,
            "The ban scores above 0, by address.",
            this::scores),
        Endpoint.of(
            "/bystack/peers/known",
            Known[].class,
            "The addresses that may be dialled.",
            this::known),
        Endpoint.of("/bystack/sync", Sync.class, "How far synchronisation is.", this::sync));
  }

  private ChainPeers peers() throws ApiException {
    return access.network().orElseThrow(() -> ApiException.of("the chain runs without a network"));
  }

  private Peer[] list() throws ApiException {
    ChainPeers peers = peers();
    Map<String, PeerStatus> statuses = peers.sync().statuses();
    return peers.network().peers().stream()
        .map(p -> shown(p, statuses.get(p.id())))
        .toArray(Peer[]::new);
  }

  private Peer shown(PeerRecord peer, PeerStatus status) {
    Traffic traffic = peer.traffic();
    return new Peer(
        peer.id(),
        peer.address(),
        peer.outbound() ? "out" : "in",
        peer.moniker(),
        peer.agent(),
        peer.serviceFlags(),
        peer.fastLane(),
        status == null ? null : status.height(),
        status == null ? null : status.finalHeight(),
        traffic.ping().map(p -> p.toNanos() / 1_000_000.0).orElse(null),
        Math.max(0, Duration.between(peer.since(), clock.instant()).toMillis()),
        peer.score(),
        peer.queuedBytes(),
        flow(traffic.sent()),
        flow(traffic.received()));
  }

  private static Flow flow(Traffic.Flow flow) {
    Map<String, Messages> messages = new java.util.TreeMap<>();
    flow.messages().forEach((k, m) -> messages.put(k, new Messages(m.number(), m.bytes())));
    return new Flow(flow.bytes(), Math.round(flow.bytesPerSecond()), messages);
  }

  private Peer add(Addition addition) throws ApiException {
    ChainPeers peers = peers();
    InetSocketAddress address = dialAddress(addition.address());
    if (!addition.once()) {
      peers.network().keep(addition.address().strip());
    }
    PeerRecord peer =
        PeerEndpoints.connect(peers, address)
            .orElseThrow(() -> ApiException.of("the peer is disconnected again"));
    return shown(peer, peers.sync().statuses().get(peer.id()));
  }

  private static InetSocketAddress dialAddress(String text) throws ApiException {
    String given = text == null ? "" : text.strip();
    int colon = given.lastIndexOf(':');
    try {
      int port = Integer.parseInt(given.substring(colon + 1));
      InetSocketAddress address = new InetSocketAddress(given.substring(0, colon), port);
      if (address.isUnresolved()) {
        throw ApiException.of("unknown host " + given.substring(0, colon));
      }
      return address;
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw ApiException.badRequest("address \"" + given + "\" is not host:port");
    }
  }

  private static InetAddress ip(String text) throws ApiException {
    try {
      return InetAddress.ofLiteral(text == null ? "" : text.strip());
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest("address \"" + text + "\" is not an IP address");
    }
  }

  private Removal remove(Named named) throws ApiException {
    PeerNetwork network = peers().network();
    String name = named.peer() == null ? "" : named.peer().strip();
    boolean forgotten = await(network.forget(name));
    int disconnected = 0;
    for (PeerRecord peer : network.peers()) {
      boolean meant =
          peer.id().equals(name)
              || peer.address().equals(name)
              || peer.address().substring(0, peer.address().lastIndexOf(':')).equals(name);
      if (meant && network.disconnect(peer.id(), "removed by operator")) {
        disconnected++;
      }
    }
    if (disconnected == 0 && !forgotten) {
      throw ApiException.of("no peer has that id or address, and none is kept by it");
    }
    return new Removal(disconnected, forgotten);
  }

  private Ban ban(BanOrder order) throws ApiException {
    InetAddress address = ip(order.address());
    if (order.seconds() <= 0 || order.seconds() > LONGEST_BAN.toSeconds()) {
      throw ApiException.badRequest(
          "seconds " + order.seconds() + " is not within 1…" + LONGEST_BAN.toSeconds());
    }
    String reason = order.reason() == null ? "by operator" : order.reason();
    PeerNetwork network = peers().network();
    network.ban(
        address,
        Duration.ofSeconds(order.seconds()),
        reason.substring(0, Math.min(MAX_REASON, reason.length())));
    return network.bans().stream()
        .filter(b -> b.address().equals(address))
        .map(PeerControl::shown)
        .findFirst()
        .orElseThrow(() -> ApiException.of("the ban is over already"));
  }

  private static Ban shown(BanList.Ban ban) {
    return new Ban(ban.address().getHostAddress(), ban.until().toString(), ban.reason());
  }

  private Endpoint.NoResult unban(Unban unban) throws ApiException {
    if (!peers().network().unban(ip(unban.address()))) {
      throw ApiException.of("that address is not banned");
    }
    return Endpoint.NoResult.DONE;
  }

  private Ban[] bans() throws ApiException {
    return peers().network().bans().stream().map(PeerControl::shown).toArray(Ban[]::new);
  }

  private Score[] scores() throws ApiException {
    return peers().network().scores().entrySet().stream()
        .map(e -> new Score(e.getKey().getHostAddress(), e.getValue()))
        .toArray(Score[]::new);
  }

  private Known[] known() throws ApiException {
    return await(peers().network().addresses()).stream()
        .map(PeerControl::shown)
        .toArray(Known[]::new);
  }

  private static Known shown(AddressBook.Entry entry) {
    InetSocketAddress address = entry.address();
    return new Known(
        address.getAddress().getHostAddress() + ":" + address.getPort(),
        entry.lastSuccess() == 0 ? null : Instant.ofEpochMilli(entry.lastSuccess()).toString(),
        entry.failuresInARow());
  }

  private Sync sync() throws ApiException {
    SyncNode node = peers().sync();
    SyncProgress progress = node.progress();
    return new Sync(
        progress.height(),
        progress.target(),
        progress.caughtUp(),
        progress.headersAhead(),
        progress.requests(),
        rounded(progress.blocksPerSecond()),
        progress.remaining().map(Duration::toSeconds).orElse(null),
        node.history().map(History::of).orElse(null),
        Compact.of(node.compactBlocks()));
  }

  private static double rounded(double rate) {
    return Math.round(rate * 10) / 10.0;
  }

  private static <T> T await(CompletableFuture<T> answer) throws ApiException {
    try {
      return answer.get(OWNER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw ApiException.of("the peers' thread does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiException.of("interrupted");
    }
  }
}
