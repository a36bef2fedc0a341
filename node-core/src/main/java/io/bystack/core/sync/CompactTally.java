package io.bystack.core.sync;

/**
 * Blocks that came in short.
 *
 * @param complete all transactions were in our pool
 * @param completed some had to be asked for
 * @param whole the whole block had to be asked for, also after one of the former
 * @param left to the download: nothing came in time, or the peer was gone
 */
public record CompactTally(long complete, long completed, long whole, long left) {}
