package io.bystack.core.consensus;

/**
 * Hears of changes of a chain, on the engine's thread, after they are durable and before the next
 * block is looked at. Must return quickly; slow followers take the change and go on elsewhere.
 */
@FunctionalInterface
public interface ChainListener {
  void tipChanged(TipChange change);
}
