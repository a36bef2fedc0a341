package io.bystack.pow.p2p;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.p2p.discovery.DiscoveryService;
import io.bystack.core.p2p.handshake.NodeIdentity;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.handshake.NodeInfo.NetworkName;
import io.bystack.core.p2p.net.PeerProtocol;
import io.bystack.core.p2p.net.PeerProtocol.ChannelSpec;
import java.util.List;

/** How main-chain nodes speak to each other. */
public final class PowPeers {
  /** The version we state; the reference looks at its first number. */
  public static final String VERSION = "1.1.2";

  /** What discovery packets begin with. */
  public static final Bytes DISCOVERY_PREFIX = Bytes.utf8("bytom discovery");

  /** How main-chain nodes find each other; all its networks share one table. */
  public static final DiscoveryService.Dialect DISCOVERY =
      new DiscoveryService.Dialect(DISCOVERY_PREFIX, 4, false);

  static final List<ChannelSpec> CHANNELS =
      List.of(new ChannelSpec(0x40, 5, PowMessages.ledgerTable()));

  private PowPeers() {}

  /**
   * The protocol of a node.
   *
   * @param network {@code mainnet}, {@code wisdom} or {@code solonet}
   * @param listenAddress {@code ip:port} others may dial
   */
  public static PeerProtocol protocol(
      NodeIdentity identity, String network, String moniker, String listenAddress) {
    long services = NodeInfo.FULL_NODE | NodeInfo.FAST_SYNC | NodeInfo.LIGHT_SERVICE;
    NodeInfo own =
        new NodeInfo(
            identity.publicKey(),
            moniker,
            new NetworkName(network, 0),
            "",
            listenAddress,
            VERSION,
            services,
            List.of(Long.toString(services), PeerProtocol.FAST_LANE));
    return new PeerProtocol(identity, new PowHello(), own, false, CHANNELS);
  }
}
