package io.bystack.core.p2p.vectors;

import io.bystack.core.vectors.VectorCheck;
import java.util.List;

/** The checks of peer-to-peer vectors. */
public final class PeerVectors {
  private PeerVectors() {}

  /** The checks of what no chain has its own form of. */
  public static List<VectorCheck> shared() {
    return List.of(new VarintVectors());
  }

  /** The checks of a chain's files. */
  public static List<VectorCheck> of(VectorSubject subject) {
    return List.of(
        new MessageVectors(subject),
        new HelloVectors(subject),
        new SecretConnectionVectors(subject),
        new DiscoveryVectors(subject));
  }

  /** The check of the bytes of a chain's recorded sessions. */
  public static SessionVectors sessions(VectorSubject subject) {
    return new SessionVectors(subject);
  }
}
