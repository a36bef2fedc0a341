package io.bystack.core.sync;

/**
 * Blocks that came in short.
 *
 * @param complete all transactions were in our pool
 * @param completed some had to be asked for
 * @param whole the whole block had to be asked for
 */
public record CompactTally(long complete, long completed, long whole) {}
