package io.bystack.cli.node;

import io.bystack.core.api.ApiException;
import io.bystack.core.api.BlockEndpoints;
import io.bystack.core.api.EngineAccess;
import io.bystack.core.api.NetworkEndpoints;
import io.bystack.core.api.PeerAccess;
import io.bystack.core.api.PeerControl;
import io.bystack.core.api.PeerEndpoints;
import io.bystack.core.api.TransactionRenderer;
import io.bystack.core.api.WalletCalls;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.p2p.discovery.DiscoveryService;
import io.bystack.core.p2p.handshake.NodeInfo.NetworkName;
import io.bystack.core.p2p.net.PeerProtocol;
import io.bystack.core.store.StoreException;
import io.bystack.core.sync.ChainPeers;
import io.bystack.dpos.ConsensusView;
import io.bystack.dpos.DposNetwork;
import io.bystack.dpos.DposProtocol;
import io.bystack.dpos.DposRules;
import io.bystack.dpos.Federation;
import io.bystack.dpos.NodeRole;
import io.bystack.dpos.Pace;
import io.bystack.dpos.VaporGenesis;
import io.bystack.dpos.WatchedEvents;
import io.bystack.dpos.api.AlarmEndpoint;
import io.bystack.dpos.api.CandidateEndpoints;
import io.bystack.dpos.api.FinalityEndpoints;
import io.bystack.dpos.api.PaceEndpoint;
import io.bystack.dpos.api.ProducerEndpoints;
import io.bystack.dpos.api.ScanEndpoints;
import io.bystack.dpos.api.SideChainEndpoints;
import io.bystack.dpos.api.SideChainEndpoints.VoteView;
import io.bystack.dpos.api.VaporRendering;
import io.bystack.dpos.api.VaporSubmission;
import io.bystack.dpos.p2p.DposDialect;
import io.bystack.dpos.p2p.DposIdentity;
import io.bystack.dpos.p2p.DposPeers;
import io.bystack.dpos.p2p.SignatureRelay;
import io.bystack.dpos.produce.GatePolicy;
import io.bystack.dpos.produce.MissingSignatures;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A running side chain: everything a {@link ChainHost} has, and the producer. */
final class SideChain implements HostedChain {
  private static final long ASK_EVERY_MS = 3_000;

  private final Identity identity;
  private final ChainHost host;
  private final Pace pace;
  private final WatchedEvents watched;
  private final SignatureRelay relay;
  private final Optional<SideProducer> producer;
  private final InstantSource clock;
  private volatile Optional<ChainPeers> peers = Optional.empty();
  private volatile Optional<MissingSignatures> missing = Optional.empty();

  /** The chain at work and what is measured of it. */
  private record Running(ChainHost host, Pace pace, WatchedEvents watched, InstantSource clock) {}

  /** What the chain is. */
  private record Identity(String name, DposNetwork network, Federation federation) {}

  private SideChain(
      Identity identity, Running running, SignatureRelay relay, Optional<SideProducer> producer) {
    this.identity = identity;
    this.host = running.host();
    this.pace = running.pace();
    this.watched = running.watched();
    this.clock = running.clock();
    this.relay = relay;
    this.producer = producer;
  }

  /**
   * Opens the chain. If the folder has a signing key, blocks are signed and {@link #makeBlocks}
   * makes them.
   *
   * @param rewardProgram what own blocks' rewards go to
   */
  static SideChain open(
      String name,
      DposNetwork network,
      ChainHost.Settings settings,
      SideKeys keys,
      Bytes rewardProgram)
      throws StoreException, IOException {
    Federation federation = keys.federation(Federation.vaporDefault());
    Optional<XPrv> secret = keys.nodeKey();
    Hash genesis =
        VaporGenesis.block(
                network.genesisTimestamp(), network.parameters().subsidy(0), federation.program())
            .hash();
    WatchedEvents watched = new WatchedEvents();
    Optional<SigningKey> key = Optional.empty();
    if (secret.isPresent()) {
      boolean newChain = !Files.exists(settings.folder().resolve("db"));
      key =
          Optional.of(
              SigningKey.open(keys, secret.get(), genesis, newChain)
                  .until(() -> watched.foreignSignature().isPresent()));
    }
    SignatureRelay relay = new SignatureRelay();
    DposProtocol protocol =
        new DposProtocol(
            network, federation, new NodeRole(key.map(SigningKey::signer), relay, watched));
    ChainHost host = ChainHost.open(protocol, settings);
    Pace pace = new Pace(settings.clock());
    host.engine().addListener(pace);
    watched.onIrreversible(pace::irreversible);
    for (WatchedEvents.Kind kind : WatchedEvents.Kind.values()) {
      host.metrics()
          .counter(
              "consensus_alarms",
              "What an operator should look at, by what it is about; /bystack/alarms has the latest.",
              () -> watched.count(kind),
              "kind",
              kind.text());
    }
    SideProducer.Wishes wishes =
        new SideProducer.Wishes(rewardProgram, GatePolicy.standard(federation.members().size()));
    Optional<SideProducer> producer =
        key.map(k -> new SideProducer(host, k, watched, wishes, settings.clock()));
    return new SideChain(
        new Identity(name, network, federation),
        new Running(host, pace, watched, settings.clock()),
        relay,
        producer);
  }

  @Override
  public ChainHost host() {
    return host;
  }

  @Override
  public String name() {
    return identity.name();
  }

  @Override
  public String chainId() {
    return identity.network().chainId();
  }

  @Override
  public boolean hasFinality() {
    return true;
  }

  @Override
  public Instant bestTime() {
    return Instant.ofEpochMilli(best().timestamp());
  }

  @Override
  public String apiVersion() {
    return "1.1.9";
  }

  ConsensusView view() {
    return ((DposRules) host.engine().rules()).view();
  }

  @Override
  public void makeBlocks(boolean on) throws ApiException {
    if (producer.isPresent()) {
      producer.get().enable(on);
    } else if (on) {
      throw ApiException.of("Mining address does not exist");
    }
  }

  @Override
  public boolean isMakingBlocks() {
    return producer.map(SideProducer::isEnabled).orElse(false);
  }

  @Override
  public PeerAccess access() {
    return new ConnectedPeers(() -> peers);
  }

  @Override
  public ChainApi api(long maxFee) {
    VaporRendering rendering =
        new VaporRendering(
            identity.network().addressPrefix(), identity.network().mainChainAddressPrefix());
    EngineAccess access = new EngineAccess(host.engine(), host.pool(), new VaporSubmission(maxFee));
    TransactionRenderer renderer = new TransactionRenderer(rendering);
    BlockEndpoints blocks = new BlockEndpoints(access, rendering);
    return new ChainApi(
            access, renderer, SideChainEndpoints.errorCodes(), WalletCalls.ofSideChain())
        .add(blocks.endpoints())
        .add(
            new NetworkEndpoints(
                    access,
                    access(),
                    this::isMakingBlocks,
                    new NetworkEndpoints.Identity(chainId(), apiVersion(), shown()))
                .endpoints())
        .add(new PeerEndpoints(access(), Clock.systemUTC()).endpoints())
        .add(new PeerControl(access(), Clock.systemUTC()).endpoints())
        .add(new SideChainEndpoints(blocks, renderer, queries()).endpoints())
        .add(BlockMakingEndpoints.of(this))
        .add(List.of(new PaceEndpoint(view(), pace).endpoint()))
        .add(List.of(new AlarmEndpoint(watched).endpoint()))
        .add(new FinalityEndpoints(view(), host.engine().tree()).endpoints())
        .add(new ScanEndpoints(view(), host.engine(), host.pool()).endpoints())
        .add(new CandidateEndpoints(view(), identity.network()).endpoints())
        .add(
            new ProducerEndpoints(
                    view(),
                    host.engine().tree(),
                    producer.<ProducerEndpoints.Desk>map(p -> p).orElse(SideProducer.none(host)))
                .endpoints());
  }

  private NetworkEndpoints.SideIdentity shown() {
    String address =
        new VaporRendering("", identity.network().mainChainAddressPrefix())
            .foreignAddress(identity.federation().program())
            .orElse("");
    Bytes xpub = producer.flatMap(SideProducer::xpub).orElse(Bytes.EMPTY);
    return new NetworkEndpoints.SideIdentity() {
      @Override
      public Bytes nodeXpub() {
        return xpub;
      }

      @Override
      public String federationAddress() {
        return address;
      }

      @Override
      public long irreversibleHeight() {
        return finalHeight();
      }
    };
  }

  private SideChainEndpoints.ConsensusQueries queries() {
    return new SideChainEndpoints.ConsensusQueries() {
      @Override
      public Bytes producer(Hash block) {
        BlockTree tree = host.engine().tree();
        BlockRef ref = tree.find(block).orElseThrow();
        Optional<BlockRef> parent = tree.parent(ref);
        try {
          return parent.isEmpty()
              ? Bytes.EMPTY
              : view().producer(parent.get(), ref.timestamp()).xpub();
        } catch (RuleViolation e) {
          throw new IllegalStateException("a stored block has a producer: " + e.getMessage());
        }
      }

      @Override
      public List<VoteView> votes(Hash block) throws ApiException {
        try {
          BlockRef ref = host.engine().tree().find(block).orElseThrow();
          return VoteView.ranked(view().resultAfter(ref).votes());
        } catch (RuleViolation e) {
          throw ApiException.of(e.getMessage());
        }
      }
    };
  }

  @Override
  public ChainProtocol observer() {
    return new DposProtocol(identity.network(), identity.federation(), NodeRole.observer());
  }

  @Override
  public ChainPeers.Speech speech(PeerIdentity own) throws IOException {
    NetworkName network =
        new NetworkName(
            identity.network().chainId(),
            DposPeers.networkId(host.engine().protocol().parameters().genesis().hash()));
    PeerProtocol protocol =
        DposPeers.protocol(
            new DposIdentity(own.sideKey().get()),
            new DposPeers.Membership(network, host.engine().protocol().rules()),
            own.moniker(),
            own.listenAddress());
    return new ChainPeers.Speech(protocol, new DposDialect(), relay);
  }

  @Override
  public String lanService() {
    return "vapor" + chainId() + "LanDiscover";
  }

  @Override
  public DiscoveryService.Dialect discovery() {
    return DposPeers.discovery(
        DposPeers.networkId(host.engine().protocol().parameters().genesis().hash()));
  }

  @Override
  public void connected(ChainPeers connected) {
    peers = Optional.of(connected);
    DposRules rules = (DposRules) host.engine().rules();
    relay.connect(connected.sync(), host.thread().own(), rules::receive, view()::signatures);
    MissingSignatures asking =
        new MissingSignatures(
            rules,
            host.engine().tree(),
            new EngineTimer(host.thread(), clock),
            relay,
            ASK_EVERY_MS);
    missing = Optional.of(asking);
    host.thread().own().execute(asking::start);
    producer.ifPresent(p -> p.connected(connected));
  }

  @Override
  public void close() {
    try {
      missing.ifPresent(asking -> host.thread().own().execute(asking::stop));
      producer.ifPresent(SideProducer::stop);
    } finally {
      host.close();
      producer.ifPresent(SideProducer::close);
    }
  }
}
