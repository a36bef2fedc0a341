package io.bystack.core.consensus;

import java.time.Duration;

/**
 * Bounds of a pool.
 *
 * @param bytes serialized size of all waiting transactions
 * @param orphanBytes serialized size of all transactions whose inputs are unknown
 */
public record PoolLimits(
    int transactions,
    long bytes,
    Duration life,
    int orphans,
    long orphanBytes,
    Duration orphanLife) {}
