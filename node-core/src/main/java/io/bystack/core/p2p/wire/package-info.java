/**
 * The encodings below the peers' messages: go-wire primitives, Snappy blocks, packets of the
 * multiplexed connection (spec/04 §1, §4). Pure functions and small parsers over bytes; every
 * length is bounded before memory is spent. May use {@code core.bytes}. Start at {@link
 * io.bystack.core.p2p.wire.WireReader}.
 */
package io.bystack.core.p2p.wire;
