/**
 * Durable storage of one chain: RocksDB behind typed tables, atomic batches, snapshots, fail
 * points. No raw key leaves this package. Uses {@code core.bytes}. Start with {@link
 * io.bystack.core.store.Store}.
 */
package io.bystack.core.store;
