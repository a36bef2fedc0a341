/**
 * Checks of recorded side-chain vectors (spec/07): tables of pure rules, and scripts that drive a
 * whole node. Start at {@link io.bystack.dpos.vectors.SidechainVectors}.
 */
package io.bystack.dpos.vectors;
