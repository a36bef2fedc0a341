package io.bystack.core.chain;

/**
 * How an engine uses memory and where it follows the reference to the letter.
 *
 * @param utxoCacheBytes of memory for unspent outputs, 40 bytes each
 * @param indexCacheBytes of memory for places and headers of blocks, about 300 bytes each
 * @param verdictCacheBytes of memory for verdicts over transactions, about 250 bytes each
 * @param orphans limits of the pool of blocks without a parent
 * @param referenceBehaviour try only one candidate per block, forget what breaks a branch's rules,
 *     and keep orphans that failed: what the recorded scripts show (spec/03 §8.2, §8.5). Leads to
 *     the same chains, later
 */
public record EngineOptions(
    long utxoCacheBytes,
    long indexCacheBytes,
    long verdictCacheBytes,
    OrphanLimits orphans,
    boolean referenceBehaviour) {

  /** 64 MiB for outputs (1.6 million), 32 MiB for places, 48 MiB for verdicts. */
  public static final EngineOptions DEFAULT =
      new EngineOptions(64L << 20, 32L << 20, 48L << 20, OrphanLimits.DEFAULT, false);

  /** As the recorded scripts behave; small caches. */
  public static final EngineOptions REFERENCE =
      new EngineOptions(1 << 20, 1 << 20, 1 << 20, OrphanLimits.DEFAULT, true);

  /** The same with other budgets for unspent outputs, places of blocks, and verdicts, in bytes. */
  public EngineOptions withCaches(long utxoBytes, long indexBytes, long verdictBytes) {
    return new EngineOptions(utxoBytes, indexBytes, verdictBytes, orphans, referenceBehaviour);
  }
}
