package io.bystack.core.p2p.net;

import io.bystack.core.p2p.net.NettyPeerLink.Wiring;
import io.bystack.core.p2p.wire.MemoryBudget;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's connections: accepts, dials, keeps the limits, and hands what peers say to the state
 * machines above on the owner's thread (spec/04 §8). Public methods may be called from any thread.
 */
public final class PeerNetwork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerNetwork.class);
  private static final long MAX_REASSEMBLY = 256L << 20;
  private static final long MAX_WAITING = 256L << 20;
  private static final long MAX_SENDING = 256L << 20;
  private static final WriteBufferWaterMark SOCKET_BUFFER =
      new WriteBufferWaterMark(128 * 1024, 512 * 1024);
  private static final int TICK_MILLIS = 100;
  private static final int UPKEEP_SECONDS = 60;
  private static final int SAVE_SECONDS = 5;
  private static final int LINES_PER_MINUTE = 30;

  private final NetworkSettings settings;
  private final Surroundings surroundings;
  private final PeerEvents events;
  private final PeerProtocol protocol;
  private final PeerFiles files;
  private final PeerRegistry registry;
  private final NetworkCounters counters;
  private final LineBudget lines;
  private final PeerPipeline.Parts parts;
  private final Wiring wiring;
  private final ConnectionReports reports;
  private final Dialer dialer;
  private volatile Optional<Channel> server = Optional.empty();
  private volatile boolean stopped;

  /** What the network runs on. The owner is a single thread, on which all events are delivered. */
  public record Surroundings(
      InstantSource clock,
      SecureRandom random,
      ScheduledExecutorService owner,
      EventLoopGroup eventLoops) {}

  public PeerNetwork(
      NetworkSettings settings,
      PeerProtocol protocol,
      Surroundings surroundings,
      PeerEvents events) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.events = events;
    this.protocol = protocol;
    this.files = new PeerFiles(settings.dataFolder());
    InstantSource clock = surroundings.clock;
    this.counters = new NetworkCounters(protocol);
    this.lines = new LineBudget(LOG, clock, LINES_PER_MINUTE);
    this.registry =
        new PeerRegistry(
            settings.limits(),
            protocol.identity().publicKey(),
            new BanList(clock, files.readBans()));
    this.wiring = new Wiring(protocol, new MemoryBudget(MAX_SENDING), this::offend);
    this.dialer =
        new Dialer(
            settings.dialling(),
            surroundings,
            registry,
            new AddressBook(surroundings.random, files.readAddresses()),
            (channel, remote) -> attach(channel, remote, true));
    files.readKept().forEach(dialer::keep);
    this.reports =
        new ConnectionReports(
            new ConnectionReports.Parts(registry, wiring, counters, lines, clock, this::owner),
            events,
            dialer);
    this.parts =
        new PeerPipeline.Parts(
            protocol,
            new MemoryBudget(MAX_REASSEMBLY),
            new MemoryBudget(MAX_WAITING),
            clock,
            surroundings.random,
            reports);
  }

  /**
   * Begins to accept and to dial.
   *
   * @throws IOException if the listening address cannot be bound
   */
  public void start() throws IOException {
    if (settings.listen().isPresent()) {
      server = Optional.of(bind(settings.listen().get()));
      LOG.info("listening for peers on {}", server.get().localAddress());
    }
    ScheduledExecutorService owner = surroundings.owner;
    repeat(owner, () -> events.tick(surroundings.clock.millis()), TICK_MILLIS);
    repeat(owner, dialer::tick, Dialer.INTERVAL_MILLIS);
    repeat(owner, this::save, UPKEEP_SECONDS * 1000L);
  }

  private static void repeat(ScheduledExecutorService owner, Runnable task, long millis) {
    owner.execute(() -> runAndRepeat(owner, task, millis));
  }

  /** A failure is the owner's to tell of, and does not end the repetition. */
  private static void runAndRepeat(ScheduledExecutorService owner, Runnable task, long millis) {
    try {
      task.run();
    } finally {
      Future<?> _ =
          owner.schedule(() -> runAndRepeat(owner, task, millis), millis, TimeUnit.MILLISECONDS);
    }
  }

  private Channel bind(InetSocketAddress address) throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(surroundings.eventLoops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 128)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, SOCKET_BUFFER)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    var _ = attach(channel, channel.remoteAddress(), false);
                  }
                });
    var bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("cannot listen on " + address + ": " + bound.cause().getMessage());
    }
    return bound.channel();
  }

  /** Lets a fresh connection in or closes it. Runs on its event loop. */
  private Attempt attach(Channel channel, InetSocketAddress remote, boolean outbound) {
    Attempt attempt =
        new Attempt(
            channel, remote, outbound, new TrafficMeter(protocol, counters, surroundings.clock));
    counters.attempted(outbound);
    // Not channelInactive: a dial that fails never becomes active.
    channel.closeFuture().addListener(_ -> reports.closed(attempt));
    PeerRegistry.Entrance entrance =
        stopped ? PeerRegistry.Entrance.refused("stopping") : registry.enter(attempt);
    ConnectionReports.closeAll(entrance.displaced(), "made room for another handshake");
    if (entrance.refusal().isPresent()) {
      new Closing(Ending.NO_ROOM, entrance.refusal().get()).close(channel);
    } else {
      PeerPipeline.install(channel.pipeline(), attempt, parts);
    }
    return attempt;
  }

  private void owner(Runnable task) {
    try {
      surroundings.owner.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("an event after the end is dropped");
    }
  }

  private void offend(Attempt attempt, Offence offence, String what) {
    InetAddress address = attempt.address();
    boolean banned = registry.offend(address, offence, what);
    counters.offended(offence, banned);
    LOG.debug("{}: {} ({})", attempt.remote(), what, offence);
    if (banned) {
      lines.info("{} is banned for {}: {}", address.getHostAddress(), BanList.TERM, what);
      dropBanned(address);
    }
  }

  private void dropBanned(InetAddress address) {
    for (Attempt attempt : registry.all()) {
      if (attempt.address().equals(address)) {
        new Closing(Ending.BANNED, "banned").close(attempt.channel());
      }
    }
    owner(() -> files.writeBans(registry.bans()));
  }

  /** Takes note of an address that may be dialled. */
  public void learn(InetSocketAddress address) {
    owner(() -> dialer.learn(address));
  }

  /** Dials an address now, once; whether it works shows in the peers. */
  public void dial(InetSocketAddress address) {
    var _ = connect(address);
  }

  /**
   * Dials an address now, once.
   *
   * @return the peer once its handshake is done, or a {@link DialException}
   */
  public CompletableFuture<PeerRecord> connect(InetSocketAddress address) {
    CompletableFuture<NettyPeerLink> link = new CompletableFuture<>();
    owner(() -> Dialer.pass(dialer.connect(address), link));
    return link.thenApply(this::record);
  }

  private PeerRecord record(NettyPeerLink link) {
    return link.record(registry.score(link.address()));
  }

  /** Dials an address, {@code host:port}, for ever, also after a restart. */
  public void keep(String address) {
    owner(() -> {
      dialer.keep(address);
      files.writeKept(dialer.kept());
    });
  }

  /** No longer dials an address for ever; false if it was not among those added at run time. */
  public CompletableFuture<Boolean> forget(String address) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    owner(() -> {
      boolean found = dialer.forget(address);
      files.writeKept(dialer.kept());
      done.complete(found);
    });
    return done;
  }

  /** Bans an address and closes its connections. */
  public void ban(InetAddress address, Duration term, String reason) {
    registry.ban(address, term, reason);
    dropBanned(address);
  }

  /** Ends a ban; false if there was none. */
  public boolean unban(InetAddress address) {
    boolean found = registry.unban(address);
    owner(() -> files.writeBans(registry.bans()));
    return found;
  }

  public List<BanList.Ban> bans() {
    return registry.bans();
  }

  /** The scores of all addresses that have one, connected or not; highest first. */
  public Map<InetAddress, Long> scores() {
    return registry.scores();
  }

  /** The connected peers. */
  public List<PeerRecord> peers() {
    return registry.links().stream().map(this::record).toList();
  }

  /** Number of connected peers. */
  public int peerCount() {
    return registry.peerCount();
  }

  /** The addresses that may be dialled. */
  public CompletableFuture<List<AddressBook.Entry>> addresses() {
    CompletableFuture<List<AddressBook.Entry>> answer = new CompletableFuture<>();
    owner(() -> answer.complete(dialer.addresses()));
    return answer;
  }

  /** Closes the connection to a peer; false if there is none of that id. */
  public boolean disconnect(String id, String reason) {
    Optional<NettyPeerLink> link =
        registry.links().stream().filter(l -> l.id().equals(id)).findFirst();
    link.ifPresent(l -> l.close(new Closing(Ending.OPERATOR, reason)));
    return link.isPresent();
  }

  /** What has been counted. */
  public NetworkCounters counters() {
    return counters;
  }

  /** How this network's nodes speak. */
  public PeerProtocol protocol() {
    return protocol;
  }

  /** The port in use, 0 if not listening. */
  public int port() {
    return server.map(s -> ((InetSocketAddress) s.localAddress()).getPort()).orElse(0);
  }

  /** Unfinished handshakes of accepted connections, for metrics. */
  public int unfinishedHandshakes() {
    return registry.unfinishedCount();
  }

  /** Bytes of unfinished and waiting incoming and of waiting outgoing messages, for metrics. */
  public long bufferedBytes() {
    return parts.reassembly().used() + parts.waiting().used() + wiring.sendBudget().used();
  }

  private void save() {
    files.writeAddresses(dialer.addresses());
  }

  /** The address book belongs to the owner's thread, which may have been stopped already. */
  private void saveOnOwner() {
    try {
      surroundings.owner.submit(this::save).get(SAVE_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException | TimeoutException | ExecutionException e) {
      LOG.warn("addresses of peers found of late are not kept: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes everything; addresses and bans are kept. The owner and event loops are the caller's. */
  @Override
  public void close() {
    stopped = true;
    server.ifPresent(s -> s.close().awaitUninterruptibly());
    registry.all().forEach(a -> new Closing(Ending.STOPPING, "node stops").close(a.channel()));
    saveOnOwner();
    files.writeBans(registry.bans());
    lines.close();
  }
}
