package io.bystack.core.consensus;

import io.bystack.core.model.BlockHeader;
import io.bystack.core.store.TableWriter;

/** Writes of a chain's own state into the batch that changes the chain. */
public interface StateWriter extends TableWriter {
  /** Replaces a stored header by one of the same hash with another witness. */
  void replaceHeader(BlockHeader header);
}
