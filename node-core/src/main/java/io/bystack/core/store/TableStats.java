package io.bystack.core.store;

/**
 * Size of one table.
 *
 * @param rows an estimate
 */
public record TableStats(
    String name, String purpose, long rows, long bytesOnDisk, long bytesInMemory) {}
