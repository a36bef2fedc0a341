package io.bystack.core.chain;

import io.bystack.core.consensus.PoolLimits;

/**
 * How a pool behaves.
 *
 * @param maxAncestors how many waiting transactions one may depend on
 * @param referenceBehaviour as the reference's pool: judges for the height of the tip and not of
 *     the next block, takes conflicting and immature spends and unusual encodings, orders by
 *     arrival (spec/03 §9); what the recorded script shows
 */
public record PoolOptions(PoolLimits limits, int maxAncestors, boolean referenceBehaviour) {
  public static PoolOptions of(PoolLimits limits) {
    return new PoolOptions(limits, 100, false);
  }
}
