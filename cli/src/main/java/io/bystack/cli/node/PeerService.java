package io.bystack.cli.node;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.Reason;
import io.bystack.cli.secret.PrivateFile;
import io.bystack.config.ChainConfig;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.Ed25519PrivateKey;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.p2p.discovery.DiscoveryService;
import io.bystack.core.p2p.net.NetworkSettings;
import io.bystack.core.sync.ChainPeers;
import io.bystack.core.sync.EngineAccess;
import io.bystack.core.sync.SnapshotShelf;
import io.bystack.core.sync.SyncNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** One chain's part in its peer-to-peer network. */
final class PeerService implements Service {
  private static final int SEED_BYTES = 32;

  private final Supplier<HostedChain> chain;
  private final Keys keys;
  private final ChainConfig.PeerConfig config;
  private final Path folder;
  private ChainPeers peers;
  private Optional<LocalReach> reach = Optional.empty();

  /** The files with the key peers know us by. */
  record Keys(Path folder, Optional<SideKeys> side) {}

  PeerService(Supplier<HostedChain> chain, Keys keys, ChainConfig.PeerConfig config, Path folder) {
    this.chain = chain;
    this.keys = keys;
    this.config = config;
    this.folder = folder;
  }

  @Override
  public String name() {
    return chain.get().name() + " chain peers";
  }

  @Override
  public void start() throws IOException {
    Files.createDirectories(folder);
    HostedChain hosted = chain.get();
    SecureRandom random = new SecureRandom();
    String moniker = config.name().isEmpty() ? "bystack" : config.name();
    PeerIdentity identity =
        new PeerIdentity(
            moniker,
            config.host() + ":" + config.port(),
            () -> mainKey(random),
            () -> sideKey(random));
    peers =
        new ChainPeers(
            new ChainPeers.Chain(
                hosted.host().engine(),
                hosted.host().pool(),
                EngineAccess.Threads.of(hosted.host().thread(), hosted.host().workers())),
            config.lane().fast()
                ? hosted.speech(identity)
                : hosted.speech(identity).withoutFastLane(),
            networkSettings(),
            Clock.systemUTC(),
            random);
    hosted.connected(peers);
    PeerMetrics.addTo(hosted.host().metrics(), peers);
    SnapshotShelf shelf =
        new SnapshotShelf(
            hosted.host().engine(),
            hosted.host().store().folder().resolve("snapshots"),
            new SnapshotShelf.Making(
                config.lane().snapshotEvery(), () -> peers.sync().progress().caughtUp()),
            hosted.host().workers());
    shelf.open();
    peers.sync().serveSnapshots(shelf);
    peers.start();
    if (config.listen()) {
      InetSocketAddress listen = new InetSocketAddress(config.host(), peers.network().port());
      peers.discover(
          hosted.discovery(),
          new DiscoveryService.Place(
              listen, config.dialling().seeds().stream().map(PeerService::address).toList()));
    }
    reach = Optional.of(LocalReach.start(config, hosted.lanService(), peers.network()));
  }

  private static InetSocketAddress address(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    return new InetSocketAddress(
        hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
  }

  private NetworkSettings networkSettings() {
    ChainConfig.PeerLimits limits = config.limits();
    ChainConfig.Dialling dialling = config.dialling();
    return new NetworkSettings(
        config.listen()
            ? Optional.of(new InetSocketAddress(config.host(), config.port()))
            : Optional.empty(),
        Optional.of(folder),
        new NetworkSettings.Limits(
            limits.total(),
            limits.inbound(),
            limits.perAddress(),
            limits.perSubnet(),
            NetworkSettings.Limits.DEFAULT.handshakes()),
        new NetworkSettings.Dialling(
            dialling.keep(),
            dialling.seeds(),
            dialling.wanted(),
            dialling.timeout(),
            dialling.proxy().map(PeerService::proxy)));
  }

  private static NetworkSettings.Proxy proxy(ChainConfig.Proxy proxy) {
    int colon = proxy.address().lastIndexOf(':');
    InetSocketAddress address =
        InetSocketAddress.createUnresolved(
            proxy.address().substring(0, colon),
            Integer.parseInt(proxy.address().substring(colon + 1)));
    return new NetworkSettings.Proxy(
        address,
        proxy
            .user()
            .map(user ->
                new NetworkSettings.Credentials(
                    user, proxy.passwordFile().map(PeerService::readSecret).orElse(""))));
  }

  /** The password in a file that only its owner may read. */
  static String readSecret(Path file) {
    try {
      return PrivateFile.read(file);
    } catch (IOException e) {
      throw CommandException.usage(
          "p2p.proxy-password-file " + file + " cannot be read", Reason.of(e), "");
    }
  }

  /** The main chain's node key: 128 hex digits in {@code nodekey}, as the reference keeps it. */
  private Bytes mainKey(SecureRandom random) {
    Path file = keys.folder().resolve("nodekey");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(keys.folder());
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        Bytes publicKey = Ed25519PrivateKey.ofSeed(seed).publicKey();
        PrivateFile.write(file, Bytes.copyOf(seed).concat(publicKey).toHex());
      }
      return Bytes.fromHex(Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("node key " + file, e);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(file + " holds no node key", "128 hex digits are expected", "");
    }
  }

  private XPrv sideKey(SecureRandom random) {
    try {
      return keys.side().orElseThrow().peerKey(random);
    } catch (IOException e) {
      throw new UncheckedIOException("node key in " + keys.folder(), e);
    }
  }

  /** What goes on with the peers, once started. */
  SyncNode sync() {
    return peers.sync();
  }

  @Override
  public void stop() {
    reach.ifPresent(LocalReach::close);
    peers.close();
  }
}
