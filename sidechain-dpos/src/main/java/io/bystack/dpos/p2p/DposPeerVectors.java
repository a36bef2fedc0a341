package io.bystack.dpos.p2p;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.KeyException;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.model.Block;
import io.bystack.core.p2p.discovery.DiscoveryCodec;
import io.bystack.core.p2p.handshake.NodeIdentity;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.vectors.MessageFields;
import io.bystack.core.p2p.vectors.VectorSubject;
import io.bystack.core.sync.vectors.SyncSubject;
import io.bystack.core.sync.vectors.SyncVectors;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.dpos.VaporFormat;
import io.bystack.dpos.VaporGenesis;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checks of side chains' peer-to-peer vectors. */
public final class DposPeerVectors {
  private static final String SUFFIX = "vapor";

  // Control program of the federation of the network on which the sessions were recorded.
  private static final Bytes RECORDED_FEDERATION =
      Bytes.fromHex("00207c024fe1feed3d8465b308c1e5e3570e1fd485dbcb73b7c8cc43a8c5171800d4");

  private DposPeerVectors() {}

  public static List<VectorCheck> checks() {
    VectorSubject peers =
        new VectorSubject(
            SUFFIX,
            new VectorSubject.Forms(new DposHello(), DposPeers.CHANNELS, true),
            DposPeerVectors::identity,
            DposPeerVectors::fields,
            id -> DiscoveryCodec.prefixOf(Long.parseUnsignedLong(id)));
    Block genesis = VaporGenesis.of("solonet", RECORDED_FEDERATION);
    return SyncVectors.of(
        new SyncSubject(
            peers,
            VaporFormat.INSTANCE,
            genesis,
            new DposDialect(),
            _ -> Optional.empty(),
            DposPeers.networkId(genesis.hash())),
        DposWholeChain::make);
  }

  private static NodeIdentity identity(Bytes key) {
    try {
      return new DposIdentity(XPrv.of(key.toArray()));
    } catch (KeyException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Optional<Map<String, Object>> fields(Message message) {
    return switch (message) {
      case DposMessages.GetSkippedHeaders m ->
          Optional.of(
              Map.of(
                  "locator", MessageFields.hashes(m.locator()),
                  "stop_hash", m.stop().toHex(),
                  "skip", MessageFields.u64(m.skip())));
      case DposMessages.Status m ->
          Optional.of(
              Map.of(
                  "best_height", MessageFields.u64(m.height()),
                  "best_hash", m.hash().toHex(),
                  "irreversible_height", MessageFields.u64(m.irreversibleHeight()),
                  "irreversible_hash", m.irreversibleHash().toHex()));
      case DposMessages.Transactions m ->
          Optional.of(Map.of("tx_texts", MessageFields.texts(m.texts())));
      case DposMessages.BlockSignature m ->
          Optional.of(
              Map.of(
                  "block_hash", m.block().toHex(),
                  "signature", m.signature().toHex(),
                  "xpub", m.xpub().toHex()));
      case DposMessages.BlockProposal m -> Optional.of(Map.of("block_text", m.text().toUtf8()));
      default -> Optional.empty();
    };
  }
}
