package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import java.util.List;

/**
 * A waiting transaction and how it hangs together with others at one moment.
 *
 * @param dependsOn waiting transactions whose outputs it spends
 * @param neededBy waiting transactions that spend its outputs
 * @param packageFee of it and all it depends on, in the smallest unit of BTM
 * @param packageGas of the same
 */
public record PoolPlace(
    PoolEntry entry, List<Hash> dependsOn, List<Hash> neededBy, long packageFee, long packageGas) {
  public PoolPlace {
    dependsOn = List.copyOf(dependsOn);
    neededBy = List.copyOf(neededBy);
  }

  /** To be called under the pool's lock. */
  static PoolPlace of(PoolEntry entry) {
    return new PoolPlace(
        entry,
        entry.parents().stream().map(PoolEntry::id).toList(),
        entry.children().stream().map(PoolEntry::id).toList(),
        entry.packageFee,
        entry.packageGas);
  }
}
