/**
 * Asks the router of the local network to let connections through to us (UPnP, spec/04 §8). Begin
 * with {@link io.bystack.core.p2p.nat.PortMapping}.
 */
package io.bystack.core.p2p.nat;
