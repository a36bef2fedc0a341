/**
 * Following the chain: what we answer peers, how we fetch headers and bodies from them, how blocks
 * and transactions spread (spec/04 §5.3, §6, §7). Plain code for one owner's thread with the time
 * passed in; it runs as well in a simulated network. May use {@code core.p2p}, {@code
 * core.consensus}, {@code core.model}. Start at {@link io.bystack.core.sync.SyncNode}.
 */
package io.bystack.core.sync;
