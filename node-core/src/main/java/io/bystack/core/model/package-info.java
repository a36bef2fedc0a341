/**
 * The ledger's vocabulary as immutable values: assets, transactions with their inputs and outputs,
 * entries and their ids, block headers, blocks, Merkle trees (spec/01). What differs between chains
 * comes in through {@link io.bystack.core.model.LedgerFormat}; nothing here tests which chain it
 * serves. Uses {@code core.bytes} and {@code core.hash}. Start with {@link
 * io.bystack.core.model.Transaction}.
 */
package io.bystack.core.model;
