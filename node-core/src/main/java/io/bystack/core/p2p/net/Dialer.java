package io.bystack.core.p2p.net;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.p2p.net.NetworkSettings.Credentials;
import io.bystack.core.p2p.net.NetworkSettings.Dialling;
import io.bystack.core.p2p.net.NetworkSettings.Proxy;
import io.bystack.core.p2p.net.PeerNetwork.Surroundings;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.proxy.Socks5ProxyHandler;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whom to dial and dials (spec/04 §8). Belongs to the owner's thread. */
final class Dialer implements ConnectionReports.Dialled {
  /** Between two rounds. */
  static final long INTERVAL_MILLIS = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);
  private static final WriteBufferWaterMark SOCKET_BUFFER =
      new WriteBufferWaterMark(128 * 1024, 512 * 1024);
  private static final int MAX_KEYS = 4_096;
  private static final int MAX_KEPT = 256;

  private final Dialling dialling;
  private final Surroundings surroundings;
  private final PeerRegistry registry;
  private final AddressBook book;
  private final Entry entry;
  private final Set<String> added = new LinkedHashSet<>();
  private final Set<InetSocketAddress> keptAddresses = new HashSet<>();
  private final Map<InetSocketAddress, Bytes> keys = new LinkedHashMap<>();

  /** Lets a connection in; runs on its event loop. */
  @FunctionalInterface
  interface Entry {
    Attempt attach(Channel channel, InetSocketAddress remote);
  }

  Dialer(
      Dialling dialling,
      Surroundings surroundings,
      PeerRegistry registry,
      AddressBook book,
      Entry entry) {
    this.dialling = dialling;
    this.surroundings = surroundings;
    this.registry = registry;
    this.book = book;
    this.entry = entry;
  }

  /** Dials an address, {@code host:port}, for ever; at most so many. */
  void keep(String address) {
    if (added.size() < MAX_KEPT) {
      added.add(address);
    }
  }

  /** Undoes {@link #keep}; false if there was none. */
  boolean forget(String address) {
    return added.remove(address);
  }

  /** What was added by {@link #keep}. */
  List<String> kept() {
    return List.copyOf(added);
  }

  /**
   * One round: those to be kept, then known addresses, then seeds while there are too few peers.
   */
  void tick() {
    keptAddresses.clear();
    Set<String> kept = new LinkedHashSet<>(dialling.keep());
    kept.addAll(added);
    for (String text : kept) {
      resolve(
          text,
          address -> {
            keptAddresses.add(address);
            dial(address);
          });
    }
    Set<InetSocketAddress> dialled = registry.dialled();
    dialled.removeAll(keptAddresses);
    int missing = dialling.wanted() - dialled.size();
    if (missing <= 0) {
      return;
    }
    List<InetSocketAddress> known =
        book.pick(missing, registry.busyAddresses(), surroundings.clock().millis());
    known.forEach(this::dial);
    if (known.size() < missing && registry.peerCount() < dialling.wanted()) {
      dialling.seeds().forEach(seed -> resolve(seed, this::dial));
    }
  }

  /** Looks an address up where it may block, then goes on here. */
  private void resolve(String text, Consumer<InetSocketAddress> then) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      LOG.warn("no address to dial: {}", text);
      return;
    }
    int port;
    try {
      port = Integer.parseInt(text.substring(colon + 1));
    } catch (NumberFormatException e) {
      LOG.warn("no port in the address to dial: {}", text);
      return;
    }
    lookUp(InetSocketAddress.createUnresolved(text.substring(0, colon), port), then);
  }

  private void lookUp(InetSocketAddress named, Consumer<InetSocketAddress> then) {
    Thread.ofVirtual()
        .name("resolve-" + named.getHostString())
        .start(() -> {
          InetSocketAddress address = new InetSocketAddress(named.getHostString(), named.getPort());
          if (address.isUnresolved()) {
            LOG.debug("{} cannot be resolved", named.getHostString());
          } else {
            surroundings.owner().execute(() -> then.accept(address));
          }
        });
  }

  /** Dials; what becomes of it shows in the registry. */
  void dial(InetSocketAddress address) {
    if (!isConnected(keys.get(address)) && !registry.isDialled(address)) {
      var _ = connect(address);
    }
  }

  /** Dials; the link once the handshake is done, or a {@link DialException}. */
  CompletableFuture<NettyPeerLink> connect(InetSocketAddress address) {
    if (registry.isDialled(address)) {
      return refused(PeerRegistry.DUPLICATE);
    }
    if (registry.isBanned(address.getAddress())) {
      return refused(PeerRegistry.BANNED);
    }
    book.tried(address, surroundings.clock().millis());
    CompletableFuture<NettyPeerLink> result = new CompletableFuture<>();
    if (dialling.proxy().isPresent()) {
      Proxy proxy = dialling.proxy().get();
      // The proxy's own name is looked up like a peer's; an address needs no look-up.
      lookUp(
          proxy.address(),
          at -> open(address, Optional.of(new Proxy(at, proxy.credentials())), result));
    } else {
      open(address, Optional.empty(), result);
    }
    return result;
  }

  private static CompletableFuture<NettyPeerLink> refused(String why) {
    return CompletableFuture.failedFuture(new DialException(Ending.REFUSED, why));
  }

  private void open(
      InetSocketAddress address, Optional<Proxy> proxy, CompletableFuture<NettyPeerLink> result) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(surroundings.eventLoops())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, SOCKET_BUFFER)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) dialling.timeout().toMillis())
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    proxy.ifPresent(p -> channel.pipeline().addLast("proxy", socks(p)));
                    pass(entry.attach(channel, address).greeting(), result);
                  }
                });
    ChannelFutureListener noteFailure =
        connected -> {
          if (!connected.isSuccess()) {
            new Closing(Ending.UNREACHABLE, String.valueOf(connected.cause().getMessage()))
                .note(connected.channel());
          }
        };
    var _ = bootstrap.connect(address).addListener(noteFailure);
  }

  /** Ends a future as another one does. */
  static <T> void pass(CompletableFuture<T> from, CompletableFuture<T> to) {
    var _ =
        from.whenComplete((value, failure) -> {
          if (failure == null) {
            to.complete(value);
          } else {
            to.completeExceptionally(failure);
          }
        });
  }

  private Socks5ProxyHandler socks(Proxy proxy) {
    Optional<Credentials> c = proxy.credentials();
    Socks5ProxyHandler handler =
        c.isPresent()
            ? new Socks5ProxyHandler(proxy.address(), c.get().user(), c.get().password())
            : new Socks5ProxyHandler(proxy.address());
    handler.setConnectTimeoutMillis(dialling.timeout().toMillis());
    return handler;
  }

  /** Whether the node last found at an address is connected, perhaps the other way round. */
  private boolean isConnected(Bytes key) {
    return key != null && registry.links().stream().anyMatch(l -> l.key().equals(key));
  }

  void learn(InetSocketAddress address) {
    book.add(address);
  }

  @Override
  public void proven(Attempt attempt, Bytes key) {
    keys.put(attempt.remote(), key);
    if (keys.size() > MAX_KEYS) {
      keys.remove(keys.keySet().iterator().next());
    }
  }

  @Override
  public void succeeded(Attempt attempt) {
    book.succeeded(attempt.remote(), surroundings.clock().millis());
  }

  List<AddressBook.Entry> addresses() {
    return book.entries();
  }
}
