package io.bystack.core.consensus;

import io.bystack.core.model.Block;
import java.util.List;

/**
 * What identifies and bounds one network of a chain.
 *
 * @param chain kind of chain as written into stores and metrics: {@code main}, {@code side}, …
 * @param network {@code mainnet}, {@code solonet}, …
 * @param genesis stored as given, never validated
 * @param maxBlockGas sum over a block's transactions
 */
public record ChainParameters(
    String chain, String network, Block genesis, long maxBlockGas, List<Checkpoint> checkpoints) {
  public ChainParameters {
    checkpoints = List.copyOf(checkpoints);
  }
}
