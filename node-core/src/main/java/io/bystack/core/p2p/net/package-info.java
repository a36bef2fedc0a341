/**
 * Connections: the Netty pipeline of one peer, the set of peers and its limits, bans, the address
 * book, dialling (spec/04 §4, §8). Netty appears here and nowhere else in {@code core.p2p}. May use
 * {@code core.bytes} and the other packages of {@code core.p2p}. Start at {@link
 * io.bystack.core.p2p.net.PeerNetwork} and {@link io.bystack.core.p2p.net.PeerPipeline}.
 */
package io.bystack.core.p2p.net;
