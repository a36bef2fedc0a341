package io.bystack.core.store;

/**
 * How a store uses the machine. The memory of a store is bounded by the two budgets together, plus
 * index and filter blocks of the files in use, which count against the first.
 *
 * @param cacheBytes blocks read from disk
 * @param writeBufferBytes changes not yet in files
 * @param sync when changes are forced to the disk
 * @param failPoints stops of the kill tests
 */
public record StoreOptions(
    long cacheBytes, long writeBufferBytes, SyncMode sync, FailPoints failPoints) {
  /** 256 MiB for reading, 128 MiB for writing, forced to disk with every block. */
  public static final StoreOptions DEFAULT =
      new StoreOptions(256L << 20, 128L << 20, SyncMode.EVERY_WRITE, FailPoints.NONE);

  public StoreOptions withSync(SyncMode other) {
    return new StoreOptions(cacheBytes, writeBufferBytes, other, failPoints);
  }

  public StoreOptions withFailPoints(FailPoints other) {
    return new StoreOptions(cacheBytes, writeBufferBytes, sync, other);
  }
}
