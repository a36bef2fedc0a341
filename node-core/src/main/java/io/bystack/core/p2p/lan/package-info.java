/**
 * Finds nodes of the same network on the local network by multicast DNS (spec/04 §8.2). Begin with
 * {@link io.bystack.core.p2p.lan.LanDiscovery}.
 */
package io.bystack.core.p2p.lan;
