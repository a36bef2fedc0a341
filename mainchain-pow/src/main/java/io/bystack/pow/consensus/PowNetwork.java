package io.bystack.pow.consensus;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.ChainParameters;
import io.bystack.core.consensus.Checkpoint;
import io.bystack.pow.ClassicGenesis;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * A network of the main chain (spec/03 §1.1). The shipped ones are data in {@code networks.json}.
 *
 * @param parameters what the chain engine needs to know
 */
public record PowNetwork(Naming naming, Peering peering, ChainParameters parameters) {
  /** Gas of all transactions of a block together. */
  public static final long MAX_BLOCK_GAS = 10_000_000;

  private static final String RESOURCE = "networks.json";

  /**
   * What tells networks apart.
   *
   * @param chainId {@code mainnet}, {@code wisdom} or {@code solonet}: what peers compare
   * @param name the reference's name for the parameters
   * @param addressPrefix human-readable part of addresses
   */
  public record Naming(String chainId, String name, String addressPrefix) {}

  /**
   * Where nodes of the network are found.
   *
   * @param defaultPort of peer-to-peer connections; empty on a network that has none
   * @param listenAddress where the reference listens by default
   * @param dnsSeeds names that resolve to nodes
   * @param seeds nodes, host and port
   */
  public record Peering(
      String defaultPort, String listenAddress, List<String> dnsSeeds, List<String> seeds) {
    public Peering {
      dnsSeeds = List.copyOf(dnsSeeds);
      seeds = List.copyOf(seeds);
    }

    /** Whether anyone can find its nodes, as on a public network. */
    public boolean isPublic() {
      return !dnsSeeds.isEmpty() || !seeds.isEmpty();
    }
  }

  /** The shape of the resource: the network's facts that are not in its genesis block. */
  private record Facts(Naming naming, Peering peering, Map<Long, String> checkpoints) {}

  /**
   * A shipped network.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static PowNetwork of(String chainId) {
    Facts facts = shipped().get(chainId);
    if (facts == null) {
      throw new IllegalArgumentException("chain_id[" + chainId + "] don't exist");
    }
    List<Checkpoint> checkpoints =
        facts.checkpoints.entrySet().stream()
            .map(c -> new Checkpoint(c.getKey(), Hash.fromHex(c.getValue())))
            .toList();
    ChainParameters parameters =
        new ChainParameters(
            "main", chainId, ClassicGenesis.of(chainId), MAX_BLOCK_GAS, checkpoints);
    return new PowNetwork(facts.naming, facts.peering, parameters);
  }

  private static Map<String, Facts> shipped() {
    try (InputStream in = PowNetwork.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is missing");
      }
      return JsonMapper.builder().build().readValue(in, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + RESOURCE, e);
    }
  }
}
