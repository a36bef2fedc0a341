package io.bystack.pow.vectors;

import io.bystack.core.vectors.VectorCheck;
import java.util.ArrayList;
import java.util.List;

/** The checks of the main chain's rules, chains, event scripts and pool. */
public final class PowVectorChecks {
  private PowVectorChecks() {}

  /** All checks of this package. */
  public static List<VectorCheck> all() {
    List<VectorCheck> checks = new ArrayList<>(ConsensusTables.all());
    checks.add(new TensorityPairsCheck());
    checks.add(new TensorityDumpCheck());
    checks.add(new NetworksCheck());
    checks.add(new WorkApiCheck());
    checks.add(new StratumCheck());
    checks.add(new ClassicTxCheck());
    checks.add(new ChainFileCheck());
    checks.add(new EventScriptCheck());
    checks.add(new PoolScriptCheck());
    return List.copyOf(checks);
  }
}
