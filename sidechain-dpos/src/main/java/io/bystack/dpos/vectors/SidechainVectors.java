package io.bystack.dpos.vectors;

import io.bystack.core.vectors.VectorCheck;
import java.util.List;

/** All checks of the topic {@code sidechain}. */
public final class SidechainVectors {
  private SidechainVectors() {}

  public static List<VectorCheck> checks() {
    return List.of(
        new SubsidyCheck(),
        new RewardOrderCheck(),
        new LeadersCheck(),
        new ElectionsCheck(),
        new BlockSignaturesCheck(),
        new GenesisCheck(),
        new ScriptCheck(),
        new ObservedCheck(),
        new VaporTxCheck());
  }
}
