package io.bystack.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network: its chains and what settings it brings along. The known ones are data files beside
 * this class; an own one is a file of the same form, in which each chain is a table with its {@code
 * kind} ({@code pow} or {@code dpos}), its {@code chain-id} and any settings of a chain.
 *
 * @param name as the configuration calls it
 * @param chains by name, in the profile's order
 * @param values settings under their full keys, {@code main.p2p.port}
 */
public record NetworkProfile(
    String name, Map<String, ChainIdentity> chains, Map<String, String> values) {
  /** The networks shipped with the product. */
  public static final List<String> KNOWN = List.of("mainnet", "testnet", "solonet");

  /** Port of the main chain's API in the shipped networks. */
  public static final int MAIN_API_PORT = 9888;

  /** Port of the side chain's API in the shipped networks. */
  public static final int SIDE_API_PORT = 9889;

  /** Kinds of consensus a chain can have. */
  public enum Kind {
    /** Proof of work. */
    POW,
    /** Delegated proof of stake. */
    DPOS
  }

  private static final String STRICT_FROM = "strict-from";

  /** The rules of its own a side chain of an own network may have, {@code rules.NAME}. */
  public static final List<String> RULES =
      List.of(
          "genesis-time",
          "round-blocks",
          "blocks-each-node",
          "vote-lock-blocks",
          "coinbase-lock-blocks",
          "min-producer-votes",
          "subsidy",
          STRICT_FROM);

  /**
   * What a chain is, independent of how it is run here.
   *
   * @param rules those of {@link #RULES} the network sets itself; all its nodes must have the same
   */
  public record ChainIdentity(Kind kind, String chainId, Map<String, Long> rules) {
    public ChainIdentity {
      rules = Map.copyOf(rules);
    }

    public ChainIdentity(Kind kind, String chainId) {
      this(kind, chainId, Map.of());
    }
  }

  public NetworkProfile {
    chains = Map.copyOf(chains);
    values = Map.copyOf(values);
  }

  /** Whether a text names a profile's file and no known network. */
  public static boolean isFile(String network) {
    return network.endsWith(".toml") || network.contains("/");
  }

  /** The profile of a known name, or of a file if the text looks like a path. */
  public static NetworkProfile of(String network) throws ConfigException {
    if (isFile(network)) {
      return parse(network, TomlText.read(Path.of(network)));
    }
    // The main chain calls its test network so.
    String name = network.equals("wisdom") ? "testnet" : network;
    if (!KNOWN.contains(name)) {
      List<String> similar = Suggestion.similar(network, KNOWN);
      throw new ConfigException(
          "network: "
              + network
              + " is not known; "
              + (similar.isEmpty()
                  ? "expected mainnet, testnet, solonet or a file"
                  : "did you mean " + String.join(" or ", similar) + "?"));
    }
    return parse(name, TomlText.parse(resource(name + ".toml"), name + ".toml"));
  }

  private static String resource(String name) throws ConfigException {
    try (InputStream in = NetworkProfile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new ConfigException("the profile " + name + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ConfigException("the profile " + name + " cannot be read: " + e);
    }
  }

  private static NetworkProfile parse(String name, Map<String, String> flat)
      throws ConfigException {
    Map<String, String> values = new LinkedHashMap<>(flat);
    Map<String, ChainIdentity> chains = new LinkedHashMap<>();
    for (String key : flat.keySet()) {
      if (key.endsWith(".kind") && key.indexOf('.') == key.length() - 5) {
        String chain = key.substring(0, key.length() - 5);
        chains.put(chain, identity(name, chain, values));
      }
    }
    if (chains.isEmpty()) {
      throw new ConfigException(name + ": a profile has at least one chain, with its kind");
    }
    ConfigLayer.check(name, values, List.copyOf(chains.keySet()));
    return new NetworkProfile(name, chains, values);
  }

  private static ChainIdentity identity(String name, String chain, Map<String, String> values)
      throws ConfigException {
    String text = values.remove(chain + ".kind");
    Optional<String> id = Optional.ofNullable(values.remove(chain + ".chain-id"));
    Kind kind =
        switch (text) {
          case "pow" -> Kind.POW;
          case "dpos" -> Kind.DPOS;
          default ->
              throw new ConfigException(
                  name + ": " + chain + ".kind is " + text + ", expected pow or dpos");
        };
    String chainId =
        id.orElseThrow(() -> new ConfigException(name + ": " + chain + ".chain-id is missing"));
    Map<String, Long> rules = rules(name, chain, values);
    if (!rules.isEmpty() && (kind != Kind.DPOS || KNOWN.contains(chainId))) {
      throw new ConfigException(
          name
              + ": "
              + chain
              + ".rules: only a side chain with a chain-id of its own, none of "
              + String.join(", ", KNOWN)
              + ", may have rules of its own");
    }
    return new ChainIdentity(kind, chainId, rules);
  }

  private static Map<String, Long> rules(String name, String chain, Map<String, String> values)
      throws ConfigException {
    Map<String, Long> rules = new LinkedHashMap<>();
    for (String rule : RULES) {
      String key = chain + ".rules." + rule;
      String text = values.remove(key);
      if (text != null) {
        try {
          rules.put(rule, Long.parseLong(text));
        } catch (NumberFormatException e) {
          throw new ConfigException(name + ": " + key + " is \"" + text + "\", expected a number");
        }
        long least = rule.equals(STRICT_FROM) ? 0 : 1;
        if (rules.get(rule) < least) {
          throw new ConfigException(
              name + ": " + key + " is " + text + ", expected at least " + least);
        }
      }
    }
    return rules;
  }
}
