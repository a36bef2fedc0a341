package io.bystack.cli.bench;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.crypto.Ed25519PrivateKey;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.p2p.handshake.NodeInfo.NetworkName;
import io.bystack.core.p2p.net.PeerProtocol;
import io.bystack.core.sync.ChainPeers;
import io.bystack.core.sync.PeerExtension;
import io.bystack.dpos.p2p.DposDialect;
import io.bystack.dpos.p2p.DposIdentity;
import io.bystack.dpos.p2p.DposPeers;
import io.bystack.dpos.p2p.SignatureRelay;
import io.bystack.pow.p2p.PowDialect;
import io.bystack.pow.p2p.PowIdentity;
import io.bystack.pow.p2p.PowPeers;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Chains of both kinds with nodes that speak their protocols, each under a key of its own. */
final class SyncSubjects {
  private final SecureRandom random;

  SyncSubjects(SecureRandom random) {
    this.random = random;
  }

  /** A recorded main chain, whose proofs of work are known. */
  SyncBench.Subject mainChain(Path folder, String name) throws IOException, DecodeException {
    RecordedChainBench recorded = new RecordedChainBench(folder, name);
    return new SyncBench.Subject(
        "recorded main chain", recorded.blocks(), 0, recorded::protocol, this::mainSpeech);
  }

  private ChainPeers.Speech mainSpeech(ChainProtocol protocol, boolean fastLane) {
    Bytes seed = Bytes.wrap(Ed25519PrivateKey.newSeed(random));
    PeerProtocol spoken =
        PowPeers.protocol(
            new PowIdentity(seed.concat(seed)),
            protocol.parameters().network(),
            "bench",
            "127.0.0.1:0");
    return speech(new ChainPeers.Speech(spoken, new PowDialect(), PeerExtension.NONE), fastLane);
  }

  /** A side chain with so many blocks of so many transfers. */
  SyncBench.Subject sideChain(int blocks, int transfers) throws Exception {
    MadeSideChain made = MadeSideChain.make(blocks, transfers);
    return new SyncBench.Subject(
        "side chain, " + transfers + " transfers a block",
        made.blocks(),
        made.transfers(),
        made.parts()::follower,
        this::sideSpeech);
  }

  private ChainPeers.Speech sideSpeech(ChainProtocol protocol, boolean fastLane) {
    NetworkName network =
        new NetworkName(
            protocol.parameters().network(),
            DposPeers.networkId(protocol.parameters().genesis().hash()));
    PeerProtocol spoken =
        DposPeers.protocol(
            new DposIdentity(XPrv.generate(random)), network, "bench", "127.0.0.1:0");
    return speech(new ChainPeers.Speech(spoken, new DposDialect(), new SignatureRelay()), fastLane);
  }

  private static ChainPeers.Speech speech(ChainPeers.Speech full, boolean fastLane) {
    return fastLane ? full : full.withoutFastLane();
  }
}
