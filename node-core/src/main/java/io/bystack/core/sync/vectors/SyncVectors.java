package io.bystack.core.sync.vectors;

import io.bystack.core.p2p.vectors.PeerVectors;
import io.bystack.core.vectors.VectorCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All checks of a chain's peer-to-peer vectors. */
public final class SyncVectors {
  private SyncVectors() {}

  /**
   * The checks for a chain.
   *
   * @param chains what whole nodes are made of, each with a key of its own
   */
  public static List<VectorCheck> of(SyncSubject subject, Supplier<WholeChain> chains) {
    List<VectorCheck> checks = new ArrayList<>(PeerVectors.of(subject.peers()));
    checks.add(new AnswerVectors(subject, PeerVectors.sessions(subject.peers())));
    checks.add(new LightClientVectors(subject));
    checks.add(new MalformedVectors(subject, chains));
    return checks;
  }
}
