package io.bystack.core.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.bystack.core.bytes.Bytes;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The network queries (spec/06 §7.14). */
public record NetworkEndpoints(
    ChainAccess chain, PeerAccess peers, BooleanSupplier mining, Identity identity) {
  private static final long GAS_RATE = 200;

  /**
   * What a chain says of itself.
   *
   * @param networkId the chain id
   * @param version the node version shown
   * @param side what only a side chain shows, else null
   */
  public record Identity(String networkId, String version, SideIdentity side) {}

  /** What a side chain shows in addition. */
  public interface SideIdentity {
    Bytes nodeXpub();

    String federationAddress();

    long irreversibleHeight();
  }

  @JsonPropertyOrder({"version", "update", "new_version"})
  record VersionInfo(
      @JsonProperty("version") String version,
      @JsonProperty("update") int update,
      @JsonProperty("new_version") String newVersion) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({
    "listening",
    "syncing",
    "mining",
    "node_xpub",
    "federation_address",
    "peer_count",
    "current_block",
    "irreversible_block",
    "highest_block",
    "network_id",
    "version_info"
  })
  record NetInfo(
      @JsonProperty("listening") boolean listening,
      @JsonProperty("syncing") boolean syncing,
      @JsonProperty("mining") boolean mining,
      @JsonProperty("node_xpub") Bytes nodeXpub,
      @JsonProperty("federation_address") String federationAddress,
      @JsonProperty("peer_count") int peerCount,
      @JsonProperty("current_block") long currentBlock,
      @JsonProperty("irreversible_block") Long irreversibleBlock,
      @JsonProperty("highest_block") long highestBlock,
      @JsonProperty("network_id") String networkId,
      @JsonProperty("version_info") VersionInfo versionInfo) {}

  record GasRate(@JsonProperty("gas_rate") long rate) {}

  /** The endpoints. */
  public List<Endpoint<?, ?>> endpoints() {
    return List.of(
        Endpoint.of("/net-info", NetInfo.class, "State of the node on the network.", this::netInfo),
        Endpoint.of(
            "/gas-rate", GasRate.class, "Price of a unit of gas.", () -> new GasRate(GAS_RATE)));
  }

  private NetInfo netInfo() {
    long current = chain.best().height();
    SideIdentity side = identity.side();
    return new NetInfo(
        peers.listening(),
        peers.syncing(),
        mining.getAsBoolean(),
        side == null ? null : side.nodeXpub(),
        side == null ? null : side.federationAddress(),
        peers.count(),
        current,
        side == null ? null : side.irreversibleHeight(),
        Math.max(current, peers.highestHeight()),
        identity.networkId(),
        new VersionInfo(identity.version(), 0, identity.version()));
  }
}
