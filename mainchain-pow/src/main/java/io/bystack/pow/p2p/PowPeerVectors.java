package io.bystack.pow.p2p;

import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.vectors.MessageFields;
import io.bystack.core.p2p.vectors.VectorSubject;
import io.bystack.core.sync.vectors.SyncSubject;
import io.bystack.core.sync.vectors.SyncVectors;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.ClassicGenesis;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checks of the main chain's peer-to-peer vectors. */
public final class PowPeerVectors {
  private static final String SUFFIX = "classic";

  private PowPeerVectors() {}

  public static List<VectorCheck> checks() {
    VectorSubject peers =
        new VectorSubject(
            SUFFIX,
            new VectorSubject.Forms(new PowHello(), PowPeers.CHANNELS, false),
            PowIdentity::new,
            PowPeerVectors::fields,
            _ -> PowPeers.DISCOVERY_PREFIX);
    PowDialect dialect = new PowDialect();
    return SyncVectors.of(
        new SyncSubject(
            peers,
            ClassicFormat.INSTANCE,
            ClassicGenesis.solonet(),
            dialect,
            chain -> Optional.of(dialect.status(chain)),
            0),
        PowWholeChain::make);
  }

  private static Optional<Map<String, Object>> fields(Message message) {
    return switch (message) {
      case PowMessages.StatusRequest _ -> Optional.of(Map.of());
      case PowMessages.Status m ->
          Optional.of(
              Map.of(
                  "height", MessageFields.u64(m.height()),
                  "hash", m.hash().toHex(),
                  "genesis_hash", m.genesis().toHex()));
      default -> Optional.empty();
    };
  }
}
