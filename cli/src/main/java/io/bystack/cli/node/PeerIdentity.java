package io.bystack.cli.node;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.XPrv;
import java.util.function.Supplier;

/**
 * Who we are to the peers of a chain; the key of the other kind of chain is never asked for.
 *
 * @param moniker name told to peers
 * @param listenAddress {@code ip:port} others may dial
 * @param mainKey 64 bytes, seed and public key
 * @param sideKey hierarchical key
 */
record PeerIdentity(
    String moniker, String listenAddress, Supplier<Bytes> mainKey, Supplier<XPrv> sideKey) {
  @Override
  public String toString() {
    return "PeerIdentity[" + moniker + ", " + listenAddress + "]";
  }
}
