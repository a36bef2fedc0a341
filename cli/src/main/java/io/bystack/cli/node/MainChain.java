package io.bystack.cli.node;

import io.bystack.core.api.BlockEndpoints;
import io.bystack.core.api.EngineAccess;
import io.bystack.core.api.NetworkEndpoints;
import io.bystack.core.api.PeerAccess;
import io.bystack.core.api.PeerControl;
import io.bystack.core.api.PeerEndpoints;
import io.bystack.core.api.TransactionRenderer;
import io.bystack.core.api.WalletCalls;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.p2p.discovery.DiscoveryService;
import io.bystack.core.store.StoreException;
import io.bystack.core.sync.ChainPeers;
import io.bystack.core.sync.PeerExtension;
import io.bystack.pow.api.ClassicRendering;
import io.bystack.pow.api.ClassicSubmission;
import io.bystack.pow.api.MainChainEndpoints;
import io.bystack.pow.consensus.PowFunction;
import io.bystack.pow.consensus.PowNetwork;
import io.bystack.pow.consensus.PowProtocol;
import io.bystack.pow.p2p.PowDialect;
import io.bystack.pow.p2p.PowIdentity;
import io.bystack.pow.p2p.PowPeers;
import io.bystack.pow.stratum.StratumOptions;
import io.bystack.pow.stratum.StratumServer;
import io.bystack.pow.tensority.FreeCores;
import io.bystack.pow.tensority.KernelChoice;
import io.bystack.pow.tensority.Tensority;
import java.io.IOException;
import java.net.BindException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A running proof-of-work main chain: everything a {@link ChainHost} has, and mining. */
final class MainChain implements HostedChain {
  private final PowNetwork network;
  private final ChainHost host;
  private final ExecutorService background;
  private final Mining mining;
  private volatile Optional<ChainPeers> peers = Optional.empty();

  private MainChain(Parts parts, KeptReward.Choice reward, int minerThreads) {
    this.network = parts.network;
    this.host = parts.host;
    this.background = parts.background;
    this.mining =
        new Mining(
            new Mining.Parts(
                host,
                network.peering().isPublic(),
                parts.function,
                parts.settings.clock(),
                parts.kernel),
            reward,
            minerThreads);
  }

  /** What {@link #open} puts together. */
  private record Parts(
      PowNetwork network,
      ChainHost host,
      PowFunction function,
      ExecutorService background,
      ChainHost.Settings settings,
      String kernel) {}

  /**
   * Opens the chain.
   *
   * @param reward what the node's own blocks pay to
   * @param minerThreads used when mining is switched on
   */
  static MainChain open(
      PowNetwork network, ChainHost.Settings settings, KeptReward.Choice reward, int minerThreads)
      throws StoreException {
    ExecutorService background =
        Executors.newFixedThreadPool(
            2, Thread.ofPlatform().name("main-background-", 0).daemon().factory());
    Tensority tensority =
        new Tensority(
            KernelChoice.choose(System::nanoTime),
            Tensority.DEFAULT_SEEDS,
            new FreeCores(background, Math.max(1, settings.workers())));
    PowFunction function = PowFunction.of(tensority, background);
    ChainHost host = ChainHost.open(PowProtocol.of(network.parameters(), function), settings);
    return new MainChain(
        new Parts(network, host, function, background, settings, tensority.kernelName()),
        reward,
        minerThreads);
  }

  @Override
  public ChainHost host() {
    return host;
  }

  @Override
  public String name() {
    return "main";
  }

  @Override
  public String chainId() {
    return network.naming().chainId();
  }

  @Override
  public boolean hasFinality() {
    return false;
  }

  @Override
  public Instant bestTime() {
    return Instant.ofEpochSecond(best().timestamp());
  }

  @Override
  public String apiVersion() {
    return "1.1.2";
  }

  /** Starts the pool server for miners; closing it is the caller's. */
  StratumServer stratum(StratumOptions options) throws BindException {
    return mining.stratum(options);
  }

  @Override
  public void makeBlocks(boolean on) {
    if (on) {
      mining.warnIfAnyoneCanSpend();
      mining.miner().start();
    } else {
      mining.miner().stop();
    }
  }

  @Override
  public boolean isMakingBlocks() {
    return mining.miner().isOn();
  }

  @Override
  public ChainProtocol observer() {
    return host.engine().protocol();
  }

  @Override
  public ChainPeers.Speech speech(PeerIdentity own) throws IOException {
    return new ChainPeers.Speech(
        PowPeers.protocol(
            new PowIdentity(own.mainKey().get()), chainId(), own.moniker(), own.listenAddress()),
        new PowDialect(),
        PeerExtension.NONE);
  }

  @Override
  public String lanService() {
    return "bytom" + chainId() + "LanDiscover";
  }

  @Override
  public DiscoveryService.Dialect discovery() {
    return PowPeers.DISCOVERY;
  }

  @Override
  public void connected(ChainPeers connected) {
    peers = Optional.of(connected);
  }

  @Override
  public PeerAccess access() {
    return new ConnectedPeers(() -> peers);
  }

  @Override
  public ChainApi api(long maxFee) {
    ClassicRendering rendering = new ClassicRendering(network.naming().addressPrefix());
    EngineAccess access =
        new EngineAccess(host.engine(), host.pool(), new ClassicSubmission(maxFee));
    TransactionRenderer renderer = new TransactionRenderer(rendering);
    BlockEndpoints blocks = new BlockEndpoints(access, rendering);
    return new ChainApi(
            access, renderer, MainChainEndpoints.errorCodes(), WalletCalls.ofMainChain())
        .add(blocks.endpoints())
        .add(new MainChainEndpoints(blocks, renderer).endpoints())
        .add(
            new NetworkEndpoints(
                    access,
                    access(),
                    this::isMakingBlocks,
                    new NetworkEndpoints.Identity(chainId(), apiVersion(), null))
                .endpoints())
        .add(new PeerEndpoints(access(), Clock.systemUTC()).endpoints())
        .add(new PeerControl(access(), Clock.systemUTC()).endpoints())
        .add(mining.endpoints(network.naming().addressPrefix()));
  }

  @Override
  public void close() {
    mining.close();
    host.close();
    background.shutdownNow();
  }
}
