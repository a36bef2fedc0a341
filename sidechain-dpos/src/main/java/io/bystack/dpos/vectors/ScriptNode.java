package io.bystack.dpos.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.ChainTables;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolOptions;
import io.bystack.core.chain.Surroundings;
import io.bystack.core.crypto.KeyException;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreOptions;
import io.bystack.core.store.SyncMode;
import io.bystack.dpos.BlockSignature;
import io.bystack.dpos.ConsensusEvents;
import io.bystack.dpos.DposNetwork;
import io.bystack.dpos.DposProtocol;
import io.bystack.dpos.DposRules;
import io.bystack.dpos.Federation;
import io.bystack.dpos.GuardedSigner;
import io.bystack.dpos.NodeRole;
import io.bystack.dpos.OwnSigner;
import io.bystack.dpos.guard.MemorySignOnce;
import io.bystack.dpos.guard.SigningRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The node under test: an engine with the side chain's protocol on a store of its own. */
final class ScriptNode implements AutoCloseable {
  /** Later than every block of the scripts but the one that is meant to be too early. */
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochMilli(1_600_000_000_000L));

  private final Path folder;
  private final DposProtocol protocol;
  private final Optional<Bytes> self;
  private final List<BlockSignature> announced = new ArrayList<>();
  private Store store;
  private ChainEngine engine;
  private Mempool pool;

  /** The node an {@code init} line describes. */
  ScriptNode(JsonNode init, Path folder) throws IOException, StoreException, KeyException {
    this.folder = folder;
    JsonNode members = init.path("federation").path("xpubs");
    List<String> xpubs = new ArrayList<>();
    members.forEach(member -> xpubs.add(member.asText()));
    Federation federation =
        Federation.parse(xpubs, (int) ParameterJson.number(init.path("federation"), "quorum"));
    DposNetwork network =
        network(init.path("network").asText())
            .withParameters(ParameterJson.parameters(init.path("params")));
    DposProtocol observer = new DposProtocol(network, federation, NodeRole.observer());
    Optional<OwnSigner> signer = signer(init, observer.parameters().genesis().hash().toBytes());
    this.self = signer.map(OwnSigner::xpub);
    this.protocol =
        DposProtocol.likeReference(
            network, federation, new NodeRole(signer, announced::add, ConsensusEvents.NONE));
    open();
  }

  private static DposNetwork network(String name) {
    return switch (name) {
      case "mainnet" -> DposNetwork.mainnet();
      case "testnet" -> DposNetwork.testnet();
      case "solonet" -> DposNetwork.solonet();
      default -> throw new IllegalArgumentException("no network " + name);
    };
  }

  private static Optional<OwnSigner> signer(JsonNode init, Bytes genesis) throws KeyException {
    for (JsonNode key : init.path("keys")) {
      if (key.path("name").asText().equals(init.path("self").asText())) {
        XPrv consensus = XPrv.parse(key.path("consensus_xprv").asText());
        SigningRecord fresh = SigningRecord.fresh(Hash.of(genesis), consensus.xpub().bytes());
        return Optional.of(new GuardedSigner(consensus, new MemorySignOnce(fresh)));
      }
    }
    return Optional.empty();
  }

  private void open() throws StoreException {
    store =
        Store.open(
            folder,
            protocol.parameters().chain(),
            protocol.parameters().network(),
            ChainTables.of(protocol),
            StoreOptions.DEFAULT.withSync(SyncMode.ON_REQUEST));
    engine = ChainEngine.open(protocol, store, EngineOptions.REFERENCE, Surroundings.direct(CLOCK));
    PoolOptions options = new PoolOptions(protocol.poolPolicy().limits(), 100, true);
    pool = Mempool.follow(engine, options);
  }

  /** Stops the node and starts it again on the same store. */
  void restart() throws StoreException {
    store.close();
    open();
  }

  DposProtocol protocol() {
    return protocol;
  }

  ChainEngine engine() {
    return engine;
  }

  Mempool pool() {
    return pool;
  }

  DposRules rules() {
    return (DposRules) engine.rules();
  }

  /** The key this node signs with. */
  Optional<Bytes> self() {
    return self;
  }

  /** Signatures announced since the last call. */
  List<BlockSignature> takeAnnounced() {
    List<BlockSignature> taken = List.copyOf(announced);
    announced.clear();
    return taken;
  }

  @Override
  public void close() {
    store.close();
  }
}
