package io.bystack.core.chain;

import java.time.Duration;

/**
 * Bounds of the pool of blocks whose parent is unknown.
 *
 * @param bytes serialized size of all of them
 * @param perSource how many may come from one source
 */
public record OrphanLimits(int blocks, long bytes, int perSource, Duration life) {
  public static final OrphanLimits DEFAULT =
      new OrphanLimits(256, 64L << 20, 64, Duration.ofMinutes(60));
}
