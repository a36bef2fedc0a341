package io.bystack.core.chain;

import io.bystack.core.model.Block;
import io.bystack.core.model.TxStatus;

/** A block with the status flags its validation gave. */
public record StoredBlock(Block block, TxStatus status) {}
