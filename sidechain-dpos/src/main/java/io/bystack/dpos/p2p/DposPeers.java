package io.bystack.dpos.p2p;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.NetworkRules;
import io.bystack.core.hash.Sha3;
import io.bystack.core.p2p.discovery.DiscoveryCodec;
import io.bystack.core.p2p.discovery.DiscoveryService;
import io.bystack.core.p2p.handshake.NodeIdentity;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.handshake.NodeInfo.NetworkName;
import io.bystack.core.p2p.net.PeerProtocol;
import io.bystack.core.p2p.net.PeerProtocol.ChannelSpec;
import java.util.List;

/** How side-chain nodes speak to each other. */
public final class DposPeers {
  /** The version we state; the reference looks at its first number. */
  public static final String VERSION = "1.1.9";

  static final List<ChannelSpec> CHANNELS =
      List.of(
          new ChannelSpec(0x40, 5, DposMessages.ledgerTable()),
          new ChannelSpec(0x50, 10, DposMessages.consensusTable()));

  private static final Bytes NETWORK_MARK = Bytes.fromHex("00000000054c5638");

  private DposPeers() {}

  /** The number that tells apart networks of different genesis blocks (spec/04 §3). */
  public static long networkId(Hash genesis) {
    return Sha3.sha3(genesis.toBytes().concat(NETWORK_MARK)).w0();
  }

  /** How nodes of a network find each other. */
  public static DiscoveryService.Dialect discovery(long networkId) {
    return new DiscoveryService.Dialect(DiscoveryCodec.prefixOf(networkId), 5, true);
  }

  /**
   * The protocol of a node of one of the reference's networks.
   *
   * @param network {@code mainnet}, {@code testnet} or {@code solonet}, with the genesis' id
   * @param listenAddress {@code ip:port} others may dial
   */
  public static PeerProtocol protocol(
      NodeIdentity identity, NetworkName network, String moniker, String listenAddress) {
    return protocol(
        identity, new Membership(network, NetworkRules.BUILT_IN), moniker, listenAddress);
  }

  /**
   * What network a node is of.
   *
   * @param network its name with the genesis' id
   * @param rules told to peers if the network is one's own
   */
  public record Membership(NetworkName network, NetworkRules rules) {}

  /**
   * The protocol of a node of any network.
   *
   * @param listenAddress {@code ip:port} others may dial
   */
  public static PeerProtocol protocol(
      NodeIdentity identity, Membership membership, String moniker, String listenAddress) {
    NodeInfo plain =
        new NodeInfo(
            identity.publicKey(),
            moniker,
            membership.network(),
            "",
            listenAddress,
            VERSION,
            NodeInfo.FULL_NODE | NodeInfo.FAST_SYNC | NodeInfo.LIGHT_SERVICE,
            List.of(PeerProtocol.FAST_LANE));
    NodeInfo own = plain.withRules(membership.rules());
    return new PeerProtocol(identity, new DposHello(), own, true, CHANNELS);
  }
}
