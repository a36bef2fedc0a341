package io.bystack.cli.node;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.exit.Reason;
import io.bystack.config.ChainConfig;
import io.bystack.core.api.AccessTokens;
import io.bystack.core.api.ApiOptions;
import io.bystack.core.api.ApiServer;
import io.bystack.core.api.Health;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.crypto.Address;
import io.bystack.core.metrics.Metrics;
import io.bystack.core.metrics.ProcessMetrics;
import io.bystack.core.store.FailPoints;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreFailure;
import io.bystack.core.store.StoreOptions;
import io.bystack.core.store.SyncMode;
import io.bystack.pow.mining.MiningSettings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process at work: its chains with their APIs. Begun by {@link #start}, ended by {@link
 * #close}.
 */
final class RunningNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningNode.class);
  private static final long MAX_FEE = 1_000_000_000;

  private final NodeSettings settings;
  private final Consumer<ExitCode> end;
  private final Function<String, FailPoints> failPoints;
  private final Clock clock = Clock.systemUTC();
  private final Metrics metrics = Metrics.create();
  private final ServiceStack services = new ServiceStack();
  private final Map<String, ServiceStack> stacks =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, HostedChain> chains =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, Integer> apiPorts = new ConcurrentHashMap<>();
  private final Set<String> failed = ConcurrentHashMap.newKeySet();
  private volatile boolean damaged;
  private Vertx vertx;

  /**
   * A node that does not run yet.
   *
   * @param end called when the node cannot go on: the disk is nearly full, all chains failed, or
   *     the snapshot a chain began with is wrong
   */
  RunningNode(NodeSettings settings, Consumer<ExitCode> end) {
    this(settings, end, _ -> FailPoints.fromSystemProperty());
  }

  /** The same with fail points of each chain. */
  RunningNode(
      NodeSettings settings, Consumer<ExitCode> end, Function<String, FailPoints> failPoints) {
    this.settings = settings;
    this.end = end;
    this.failPoints = failPoints;
    ProcessMetrics.addTo(metrics);
    for (NodeSettings.Chain chain : settings.chains()) {
      metrics.gauge(
          "chain_up",
          "0 if the chain has failed and is stopped, while the process goes on.",
          () -> hasFailed(chain.name()) ? 0 : 1,
          "chain",
          chain.name());
    }
  }

  /** Starts everything; on failure nothing is left running. */
  void start() {
    try {
      services.start(
          List.of(
              new DiskGuard(
                  settings.dataFolder(),
                  settings.minFreeSpace(),
                  () -> end.accept(ExitCode.FAILED)),
              Service.of("event loops", this::startVertx, () -> vertx.close().await())));
      for (NodeSettings.Chain chain : settings.chains()) {
        ServiceStack stack = new ServiceStack();
        stacks.put(chain.name(), stack);
        stack.start(services(chain));
      }
    } catch (StoreException e) {
      close();
      throw CommandException.of(e);
    } catch (IOException e) {
      close();
      throw CommandException.failed("the node cannot start", Reason.of(e), "");
    } catch (RuntimeException e) {
      close();
      throw e;
    } catch (Exception e) {
      close();
      throw new IllegalStateException(e);
    }
  }

  /** What makes up one chain; it shares nothing with the others but the event loops of the APIs. */
  private List<Service> services(NodeSettings.Chain chain) {
    List<Service> list = new ArrayList<>();
    list.add(chainService(chain));
    if (chain.common().peers().isPresent()) {
      PeerService peers = peers(chain, () -> chains.get(chain.name()));
      list.add(peers);
      list.add(
          new HistoryService(
              () -> chains.get(chain.name()), peers::sync, () -> end.accept(ExitCode.DIFFERENCE)));
    }
    list.add(new ApiService(chain));
    if (chain instanceof NodeSettings.Main m && m.work().stratum().isPresent()) {
      list.add(new StratumService(() -> (MainChain) chains.get("main"), m.work().stratum().get()));
    }
    if (chain.makeBlocks()) {
      list.add(
          Service.of(
              chain.name() + " block making",
              () -> chains.get(chain.name()).makeBlocks(true),
              () -> chains.get(chain.name()).makeBlocks(false)));
    }
    return list;
  }

  /** A chain cannot go on: it is stopped, from a thread of its own, and the others are not. */
  private void failed(String chain, Throwable cause) {
    if (!failed.add(chain)) {
      return;
    }
    LOG.error("chain {} has failed and is stopped: {}", chain, cause.getMessage());
    if (cause instanceof StoreFailure store && store.isDamage()) {
      damaged = true;
    }
    Thread.ofPlatform()
        .name("stop-" + chain)
        .start(() -> {
          stacks.get(chain).stop();
          if (failed.containsAll(stacks.keySet())) {
            LOG.error("no chain is left");
            end.accept(damaged ? ExitCode.DATA : ExitCode.FAILED);
          }
        });
  }

  private void startVertx() {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  }

  private Service chainService(NodeSettings.Chain chain) {
    return Service.of(
        chain.name() + " chain",
        () -> {
          HostedChain hosted = openOrBegin(chain);
          ChainMetrics.addTo(hosted.host().metrics(), hosted, clock);
          hosted.host().thread().onFailure(e -> failed(chain.name(), e));
          chains.put(chain.name(), hosted);
        },
        () -> chains.get(chain.name()).close());
  }

  private PeerService peers(NodeSettings.Chain chain, Supplier<HostedChain> hosted) {
    return new PeerService(
        hosted,
        keys(chain),
        chain.common().peers().orElseThrow(),
        settings.dataFolder().resolve(chain.name() + "-keys"));
  }

  /** An empty chain for which the operator trusts a state begins with that, from a peer. */
  private HostedChain openOrBegin(NodeSettings.Chain chain)
      throws StoreException, IOException, InterruptedException {
    HostedChain opened = open(chain);
    Optional<ChainConfig.Snapshot> wanted =
        chain.common().peers().flatMap(peers -> peers.lane().snapshot());
    boolean empty =
        opened.best().height() == 0 && opened.host().engine().loadedSnapshot().isEmpty();
    if (wanted.isEmpty() || !empty) {
      SnapshotStart.forget(opened);
      return opened;
    }
    PeerService peers = peers(chain, () -> opened);
    peers.start();
    SnapshotStart start = new SnapshotStart(opened, wanted.get());
    start.load(peers.sync());
    peers.stop();
    opened.close();
    start.putInPlace();
    return open(chain);
  }

  private HostedChain open(NodeSettings.Chain chain) throws StoreException, IOException {
    Path folder = settings.dataFolder().resolve(chain.name());
    return switch (chain) {
      case NodeSettings.Main main ->
          MainChain.open(
              main.network(), hostSettings(chain, folder), reward(main), main.work().threads());
      case NodeSettings.Side side -> {
        SideKeys keys = SideKeys.of(keyFolder(side), side.keys());
        if (side.keys().solo()) {
          keys.createSolo(new SecureRandom());
        }
        SideChain opened =
            SideChain.open(
                side.name(),
                side.network(),
                hostSettings(chain, folder),
                keys,
                side.rewardAddress().map(Address::program).orElse(MiningSettings.ANYONE_CAN_SPEND));
        keys.keepFederation();
        yield opened;
      }
    };
  }

  private KeptReward.Choice reward(NodeSettings.Main main) throws IOException {
    return KeptReward.Choice.of(
        keyFolder(main).resolve("mining-address.txt"),
        main.network().naming().addressPrefix(),
        main.rewardAddress());
  }

  private PeerService.Keys keys(NodeSettings.Chain chain) {
    Path folder = keyFolder(chain);
    return new PeerService.Keys(
        folder,
        switch (chain) {
          case NodeSettings.Main _ -> Optional.empty();
          case NodeSettings.Side side -> Optional.of(SideKeys.of(folder, side.keys()));
        });
  }

  private Path keyFolder(NodeSettings.Chain chain) {
    return settings.dataFolder().resolve(chain.name() + "-keys");
  }

  private ChainHost.Settings hostSettings(NodeSettings.Chain chain, Path folder) {
    ChainConfig.CacheConfig caches = chain.common().store().caches();
    return new ChainHost.Settings(
        folder,
        new StoreOptions(
            chain.common().store().cacheBytes(),
            chain.common().store().writeBufferBytes(),
            SyncMode.EVERY_WRITE,
            failPoints.apply(chain.name())),
        EngineOptions.DEFAULT.withCaches(caches.outputs(), caches.blocks(), caches.verdicts()),
        Runtime.getRuntime().availableProcessors(),
        clock,
        metrics.with("chain", chain.name()));
  }

  /** Ready while there is room on the disk; synced while peers have nothing more. */
  private Health.State health(HostedChain chain) {
    long free = chain.host().store().freeBytes();
    List<String> notReady =
        free < settings.minFreeSpace()
            ? List.of("disk: " + free + " bytes free, " + settings.minFreeSpace() + " wanted")
            : List.of();
    List<String> notSynced =
        chain.access().syncing() ? List.of("peers have blocks this node has not") : List.of();
    return new Health.State(notReady, notSynced);
  }

  /** One chain's API server. */
  private final class ApiService implements Service {
    private final NodeSettings.Chain chain;
    private ApiServer server;

    ApiService(NodeSettings.Chain chain) {
      this.chain = chain;
    }

    @Override
    public String name() {
      return chain.name() + " chain API";
    }

    @Override
    public void start() throws IOException {
      Path folder = settings.dataFolder().resolve(chain.name());
      Files.createDirectories(folder);
      AccessTokens tokens =
          new AccessTokens(folder.resolve("access-tokens.json"), clock, new SecureRandom());
      HostedChain hosted = chains.get(chain.name());
      ApiOptions options =
          new ApiOptions(
              chain.common().api().host(),
              chain.common().api().port(),
              chain.common().api().authDisabled(),
              chain.common().api().allowedHosts());
      ChainApi api =
          hosted
              .api(MAX_FEE)
              .operate(hosted.host().pool(), clock)
              .add(new BackupEndpoint(hosted, settings.places(), clock).endpoints())
              .follow(
                  hosted.host().engine(),
                  hosted.host().pool(),
                  chain.common().api().maxWebSockets());
      server =
          new ApiServer(
              vertx,
              options,
              api.routes(
                  new ChainApi.Title("Bystack " + chain.name() + " chain", hosted.apiVersion()),
                  tokens,
                  () -> health(hosted),
                  hosted.host().metrics()),
              tokens,
              clock);
      int port = server.start();
      apiPorts.put(chain.name(), port);
      ApiAddress.write(folder, chain.common().api().host(), port);
    }

    @Override
    public void stop() throws IOException {
      ApiAddress.delete(settings.dataFolder().resolve(chain.name()));
      server.close();
    }
  }

  /** The chains by name, in the order of the settings. */
  Map<String, HostedChain> chains() {
    return Collections.unmodifiableMap(chains);
  }

  /** Whether a chain has failed since the start; it is stopped then. */
  boolean hasFailed(String chain) {
    return failed.contains(chain);
  }

  int apiPort(String chain) {
    return apiPorts.get(chain);
  }

  @Override
  public void close() {
    List.copyOf(stacks.values()).reversed().forEach(ServiceStack::stop);
    services.stop();
  }
}
