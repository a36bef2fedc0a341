package io.bystack.core.consensus;

import io.bystack.core.bytes.Hash;
import java.util.function.Consumer;

/**
 * What a chain may ask the engine to do when something other than a block changes it, such as a
 * late signature. Only {@link #execute} may be called from any thread; the rest runs inside it or
 * inside a call from the engine.
 */
public interface ChainControl {
  /** Runs a task on the engine's thread, after what is waiting there. */
  void execute(Runnable task);

  /** Writes one batch. */
  void write(Consumer<StateWriter> changes);

  /**
   * Switches to the highest stored block that descends from the given one (breadth first, first
   * stored first), even if that makes the chain shorter. All or nothing.
   *
   * @return whether the tip moved; not if it was there already or finality forbade it
   */
  boolean switchToDescendantOf(Hash block) throws RuleViolation;
}
