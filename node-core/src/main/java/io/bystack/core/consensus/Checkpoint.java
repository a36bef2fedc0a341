package io.bystack.core.consensus;

import io.bystack.core.bytes.Hash;

/** A block known to be on a network's chain; guides synchronisation, is no rule (spec/03 §1.3). */
public record Checkpoint(long height, Hash hash) {}
