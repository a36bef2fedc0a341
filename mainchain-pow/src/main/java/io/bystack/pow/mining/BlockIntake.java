package io.bystack.pow.mining;

import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.model.Block;

/** Where found blocks go: the engine, and from there to the peers. */
@FunctionalInterface
public interface BlockIntake {
  /** Returns when the block is durable, or refused. Called from any thread but the engine's. */
  BlockOutcome take(Block block);
}
