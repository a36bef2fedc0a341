/**
 * Finding nodes over UDP: packets, the table of known nodes, the bonding state machine (spec/04
 * §9). Plain single-threaded code with an injected clock; {@link
 * io.bystack.core.p2p.discovery.DiscoveryService} ties it to a socket. May use {@code core.bytes},
 * {@code core.hash} and the other packages of {@code core.p2p}. Start at {@link
 * io.bystack.core.p2p.discovery.DiscoveryCodec}.
 */
package io.bystack.core.p2p.discovery;
