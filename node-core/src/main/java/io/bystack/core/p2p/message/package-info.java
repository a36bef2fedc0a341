/**
 * The messages peers exchange and the tables that code them (spec/04 §5). What both chains say is
 * here; a chain module adds its own messages to its table. May use {@code core.bytes} and {@code
 * core.p2p.wire}. Start at {@link io.bystack.core.p2p.message.MessageTable}.
 */
package io.bystack.core.p2p.message;
