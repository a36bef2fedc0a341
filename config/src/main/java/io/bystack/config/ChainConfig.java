package io.bystack.config;

import io.bystack.config.NetworkProfile.ChainIdentity;
import io.bystack.config.NetworkProfile.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node is told about one of its chains, as validated values.
 *
 * @param name in keys and commands: {@code main}, {@code side}
 */
public record ChainConfig(
    String name,
    ChainIdentity identity,
    ApiConfig api,
    PeerConfig peers,
    RoleConfig roles,
    StoreConfig store) {

  /** How the HTTP API listens. */
  public record ApiConfig(
      String host, int port, boolean authDisabled, List<String> allowedHosts, int maxWebSockets) {
    public ApiConfig {
      allowedHosts = List.copyOf(allowedHosts);
    }
  }

  /** How the chain takes part in its peer-to-peer network. */
  public record PeerConfig(
      boolean listen,
      String host,
      int port,
      PeerLimits limits,
      Dialling dialling,
      String name,
      OwnLane lane,
      Reach reach) {}

  /** Whether nodes on the local network are looked for, and its router asked to open the port. */
  public record Reach(boolean lanDiscovery, boolean upnp) {}

  /**
   * What nodes of this software do for each other.
   *
   * @param fast whether they speak their own protocol
   * @param snapshot the state to begin an empty chain with
   * @param snapshotEvery blocks between two snapshots made for others; 0 for none
   */
  public record OwnLane(boolean fast, Optional<Snapshot> snapshot, int snapshotEvery) {}

  /** A state the operator trusts: its height, and its digest as 64 hex digits. */
  public record Snapshot(long height, String digest) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18}):([0-9a-fA-F]{64})");

    /** Reads {@code HEIGHT:DIGEST}; none for any other text. */
    static Optional<Snapshot> parse(String text) {
      Matcher parts = TEXT.matcher(text);
      return parts.matches()
          ? Optional.of(new Snapshot(Long.parseLong(parts.group(1)), parts.group(2)))
          : Optional.empty();
    }
  }

  /** Most connections in all, accepted, of one address and of one subnet. */
  public record PeerLimits(int total, int inbound, int perAddress, int perSubnet) {}

  /** Whom to dial: {@code host:port} each. */
  public record Dialling(
      List<String> seeds, List<String> keep, int wanted, Duration timeout, Optional<Proxy> proxy) {
    public Dialling {
      seeds = List.copyOf(seeds);
      keep = List.copyOf(keep);
    }
  }

  /** A SOCKS5 proxy; the password is in a file of its own. */
  public record Proxy(String address, Optional<String> user, Optional<Path> passwordFile) {}

  /**
   * What the node does for the chain besides following it.
   *
   * @param mining of every chain of kind pow, of no other
   */
  public record RoleConfig(
      Optional<Mining> mining, Optional<Production> production, Optional<Path> federationFile) {}

  /**
   * Making blocks of a chain of kind pow.
   *
   * @param enabled whether this machine's cores mine from the start on
   * @param address of the reward, also of what pool software and Stratum miners find; without it
   *     anyone can take the reward
   * @param stratum where the pool server listens; none: it is off
   */
  public record Mining(
      boolean enabled, int threads, Optional<String> address, Optional<String> stratum) {}

  /** Producing blocks with a key. */
  public record Production(Path keyFile, Optional<String> address) {}

  /** Memory of the store and of what is kept of it, in bytes. */
  public record StoreConfig(long cacheBytes, long writeBufferBytes, CacheConfig caches) {
    /** With caches as they are by default. */
    public StoreConfig(long cacheBytes, long writeBufferBytes) {
      this(cacheBytes, writeBufferBytes, CacheConfig.DEFAULT);
    }
  }

  /**
   * Memory for what a chain keeps at hand, in bytes.
   *
   * @param outputs unspent ones, 40 bytes each
   * @param blocks places and headers
   * @param verdicts over transactions
   */
  public record CacheConfig(long outputs, long blocks, long verdicts) {
    static final CacheConfig DEFAULT = new CacheConfig(64L << 20, 32L << 20, 48L << 20);
  }

  static ChainConfig of(Configuration configuration, String name) throws ConfigException {
    Reader reader = new Reader(configuration, name);
    ChainIdentity identity = configuration.profile().chains().get(name);
    PeerConfig peers = reader.peers();
    ApiConfig api =
        new ApiConfig(
            reader.text("api.host"),
            reader.number("api.port"),
            reader.flag("api.auth-disabled"),
            reader.list("api.allowed-hosts"),
            reader.number("api.max-websockets"));
    RoleConfig roles = reader.roles(identity.kind());
    StoreConfig store =
        new StoreConfig(
            reader.size("store.cache"),
            reader.size("store.write-buffer"),
            new CacheConfig(
                reader.size("cache.outputs"),
                reader.size("cache.blocks"),
                reader.size("cache.verdicts")));
    if (peers.limits().inbound() > peers.limits().total()) {
      reader.problem("p2p.max-inbound", "is more than p2p.max-peers, " + peers.limits().total());
    }
    if (store.writeBufferBytes() < 1 << 20) {
      reader.problem("store.write-buffer", "is less than 1MiB");
    }
    reader.finish();
    return new ChainConfig(name, identity, api, peers, roles, store);
  }

  /** Reads the texts of one chain, which the layers have checked by kind already. */
  private static final class Reader {
    private final Configuration configuration;
    private final String chain;
    private final List<String> problems = new ArrayList<>();

    Reader(Configuration configuration, String chain) {
      this.configuration = configuration;
      this.chain = chain;
    }

    String text(String key) {
      return configuration.value(chain, key).text();
    }

    Optional<String> given(String key) {
      return Optional.of(text(key)).filter(value -> !value.isEmpty());
    }

    boolean flag(String key) {
      return Boolean.parseBoolean(text(key));
    }

    /** A number; where the profile must give one and does not, a problem. */
    int number(String key) {
      String value = text(key);
      if (value.isEmpty()) {
        problem(key, "has no value, and the network's profile gives none");
        return 0;
      }
      return Integer.parseInt(value);
    }

    long size(String key) {
      return Units.bytes(text(key));
    }

    List<String> list(String key) {
      return ValueKind.Listed.items(text(key)).toList();
    }

    void problem(String key, String why) {
      Configuration.Value value = configuration.value(chain, key);
      problems.add(
          chain + "." + key + " (" + value.origin() + ") is \"" + value.text() + "\": it " + why);
    }

    void finish() throws ConfigException {
      if (!problems.isEmpty()) {
        throw new ConfigException(problems);
      }
    }

    PeerConfig peers() {
      Optional<Proxy> proxy =
          given("p2p.proxy")
              .map(address ->
                  new Proxy(
                      address,
                      given("p2p.proxy-user"),
                      given("p2p.proxy-password-file").map(Path::of)));
      if (proxy.isEmpty() && given("p2p.proxy-user").isPresent()) {
        problem("p2p.proxy-user", "needs p2p.proxy");
      }
      int total = number("p2p.max-peers");
      return new PeerConfig(
          flag("p2p.listen"),
          text("p2p.host"),
          number("p2p.port"),
          new PeerLimits(
              total, inbound(total), number("p2p.max-per-address"), number("p2p.max-per-subnet")),
          new Dialling(
              list("p2p.seeds"),
              list("p2p.keep"),
              number("p2p.wanted"),
              Units.time(text("p2p.dial-timeout")),
              proxy),
          text("p2p.name"),
          lane(),
          new Reach(flag("p2p.lan-discovery"), flag("p2p.upnp")));
    }

    /** Unless it is said, so few that a fifth of all connections is left for those dialled. */
    private int inbound(int total) {
      int inbound = number("p2p.max-inbound");
      String origin = configuration.value(chain, "p2p.max-inbound").origin();
      boolean said = !origin.equals(ConfigLayer.Level.DEFAULT.label());
      return said ? inbound : Math.min(inbound, total - total / 5);
    }

    private OwnLane lane() {
      Optional<Snapshot> snapshot = given("snapshot").flatMap(Snapshot::parse);
      if (given("snapshot").isPresent() && snapshot.isEmpty()) {
        problem("snapshot", "is not HEIGHT:DIGEST with a digest of 64 hex digits");
      }
      if (snapshot.isPresent() && !flag("p2p.fast-lane")) {
        problem("snapshot", "needs p2p.fast-lane");
      }
      return new OwnLane(flag("p2p.fast-lane"), snapshot, number("snapshot-every"));
    }

    /** A role the kind of chain does not have is ignored if set for all chains, else a problem. */
    RoleConfig roles(Kind kind) {
      boolean work = kind == Kind.POW;
      for (String key : List.of("mine.enabled", "mine.stratum")) {
        refuseOwn(!work, key, "is about chains of kind pow");
      }
      for (String key : List.of("producer.key-file", "federation-file")) {
        refuseOwn(work, key, "is about chains of kind dpos");
      }
      if (!work) {
        requireFile("producer.key-file");
        requireFile("federation-file");
      }
      return new RoleConfig(
          work
              ? Optional.of(
                  new Mining(
                      flag("mine.enabled"),
                      number("mine.threads"),
                      given("mine.address"),
                      given("mine.stratum")))
              : Optional.empty(),
          work
              ? Optional.empty()
              : given("producer.key-file")
                  .map(file -> new Production(Path.of(file), given("producer.address"))),
          work ? Optional.empty() : given("federation-file").map(Path::of));
    }

    /** A misspelt name must not make a producer a follower, or a chain another one. */
    private void requireFile(String key) {
      if (given(key).isPresent() && !Files.isRegularFile(Path.of(text(key)))) {
        problem(key, "names no file that is there");
      }
    }

    private void refuseOwn(boolean wrongKind, String key, String why) {
      Configuration.Value own = configuration.value(chain, key);
      Configuration.Value common = configuration.value(key);
      if (wrongKind && !own.equals(common)) {
        problem(key, why);
      }
    }
  }
}
