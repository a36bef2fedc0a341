/**
 * Hash functions of the ledger. Start with {@link io.bystack.core.hash.Sha3}. Uses only {@code
 * core.bytes}.
 */
package io.bystack.core.hash;
