package io.bystack.core.consensus;

import java.util.List;

/**
 * The tip moved, in one step.
 *
 * @param disconnected blocks no longer on the main chain, old tip first
 * @param connected blocks new on the main chain, lowest first
 * @param finalHeight height at and below which nothing will be undone
 */
public record TipChange(
    BlockRef previous,
    BlockRef best,
    List<BlockRef> disconnected,
    List<BlockRef> connected,
    long finalHeight) {
  public TipChange {
    disconnected = List.copyOf(disconnected);
    connected = List.copyOf(connected);
  }
}
