/**
 * Who is at the other end: key agreement, records, authentication and NodeInfo (spec/04 §2, §3),
 * all without a socket. May use {@code core.bytes}, {@code core.crypto}, {@code core.p2p.wire}.
 * Start at {@link io.bystack.core.p2p.handshake.KeyAgreement}.
 */
package io.bystack.core.p2p.handshake;
