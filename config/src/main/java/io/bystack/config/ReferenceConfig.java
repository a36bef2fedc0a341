package io.bystack.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A {@code config.toml} of bytomd or vapord in our terms (spec/06 §11.2).
 *
 * @param chain {@code main} for bytomd, {@code side} for vapord
 * @param values under our keys
 * @param notes what could not be taken over, and why; one line each
 */
public record ReferenceConfig(String chain, Map<String, String> values, List<String> notes) {
  private static final String FEDERATION_KEY = "federation_file";

  private static final Set<String> MAIN_ONLY =
      Set.of("node_alias", "simd.enable", "p2p.node_key", "p2p.node_key_file");

  private static final Set<String> SIDE_ONLY =
      Set.of(
          "private_key_file",
          FEDERATION_KEY,
          "cross_chain.asset_whitelist",
          "oss.url",
          "p2p.compression_backend");

  /** Keys that mean the same under another name. */
  private static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("node_alias", "p2p.name"),
          Map.entry("p2p.keep_dial", "p2p.keep"),
          Map.entry("p2p.max_num_peers", "p2p.max-peers"),
          Map.entry("p2p.proxy_address", "p2p.proxy"),
          Map.entry("p2p.proxy_username", "p2p.proxy-user"),
          Map.entry("p2p.lan_discoverable", "p2p.lan-discovery"),
          Map.entry("auth.disable", "api.auth-disabled"),
          Map.entry("ws.max_num_websockets", "api.max-websockets"));

  private static final Map<String, String> DROPPED =
      Map.ofEntries(
          Map.entry("fast_sync", "has no effect in the reference either"),
          Map.entry("db_backend", "the store is always RocksDB"),
          Map.entry("db_dir", "the store is below the data directory"),
          Map.entry("prof_laddr", "is about the reference's runtime"),
          Map.entry("simd.enable", "the fastest kernel is chosen by itself"),
          Map.entry("web.closed", "no browser is opened"),
          Map.entry("p2p.compression_backend", "peers of this chain always speak Snappy"),
          Map.entry("p2p.proxy_password", "secrets are in files: set p2p.proxy-password-file"),
          Map.entry("p2p.node_key", "secrets are in files, and the node makes its own key"),
          Map.entry("p2p.handshake_timeout", "is fixed"));

  public ReferenceConfig {
    values = Map.copyOf(values);
    notes = List.copyOf(notes);
  }

  /** Reads the reference's file. */
  public static ReferenceConfig read(Path file) throws ConfigException {
    Map<String, String> given = TomlText.read(file);
    Migration migration =
        new Migration(
            isOfSideChain(given) ? "side" : "main", file.toAbsolutePath().normalize().getParent());
    given.forEach(migration::take);
    migration.finish();
    return new ReferenceConfig(migration.chain, migration.values, migration.notes);
  }

  /**
   * Whose file it is: by keys that one of the two has alone, else by the ports. The name of a node,
   * {@code moniker}, is vapord's, but stands in older files of bytomd as well.
   */
  private static boolean isOfSideChain(Map<String, String> given) {
    boolean side = given.keySet().stream().anyMatch(SIDE_ONLY::contains);
    boolean main = given.keySet().stream().anyMatch(MAIN_ONLY::contains);
    if (side != main) {
      return side;
    }
    String api = given.getOrDefault("api_addr", "");
    String peers = given.getOrDefault("p2p.laddr", "");
    if (api.endsWith(":" + NetworkProfile.SIDE_API_PORT) || peers.matches(".*:5665[678]")) {
      return true;
    }
    boolean mainPorts =
        api.endsWith(":" + NetworkProfile.MAIN_API_PORT) || peers.matches(".*:4665[678]");
    return !mainPorts && given.containsKey("moniker");
  }

  private static final class Migration {
    private final String chain;
    private final Path home;
    private boolean vault;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param home what paths in the file are relative to
     */
    Migration(String chain, Path home) {
      this.chain = chain;
      this.home = home;
      values.put("chains", chain);
    }

    void take(String key, String value) {
      switch (key) {
        case "chain_id" -> values.put("network", value.equals("wisdom") ? "testnet" : value);
        case "home" ->
            note(key, "the data is of another format; choose a data-dir for the new one");
        case "log_level" -> values.put("log.level", value.isEmpty() ? "info" : level(value));
        case "log_file" -> note(key, "set log.folder if logs should not be in the data directory");
        case "api_addr" -> address("api", value);
        case "p2p.laddr" -> address("p2p", value.replaceFirst("^tcp://", ""));
        case "p2p.dial_timeout" -> chainValue("p2p.dial-timeout", value + "s");
        case "p2p.skip_upnp" -> chainValue("p2p.upnp", Boolean.toString(value.equals("false")));
        // None at all is something else than none said.
        case "p2p.seeds" -> chainValue("p2p.seeds", value);
        // Where a file has both names, the other one is bytomd's.
        case "moniker" -> {
          if (!value.isEmpty()) {
            values.putIfAbsent(chain + ".p2p.name", value);
          }
        }
        case "vault_mode" -> vault = value.equals("true");
        case "mining" -> mining(value);
        case FEDERATION_KEY -> {
          if (!value.isEmpty()) {
            chainValue("federation-file", home.resolve(value).toString());
          }
        }
        case "private_key_file" ->
            note(key, "import it and set producer.key-file to produce blocks");
        default -> {
          if (RENAMED.containsKey(key)) {
            if (!value.isEmpty()) {
              chainValue(RENAMED.get(key), value);
            }
          } else {
            note(key, DROPPED.getOrDefault(key, "has no counterpart"));
          }
        }
      }
    }

    /** What is in force without standing in the file. */
    void finish() {
      if (vault) {
        stayAlone();
      }
      Path federation = home.resolve("federation.json");
      if (chain.equals("side")
          && !values.containsKey("side.federation-file")
          && Files.isRegularFile(federation)) {
        chainValue("federation-file", federation.toString());
      }
    }

    /** Such a node holds keys and meets nobody. */
    private void stayAlone() {
      chainValue("p2p.listen", "false");
      chainValue("p2p.seeds", "");
      chainValue("p2p.keep", "");
      chainValue("p2p.wanted", "0");
      chainValue("p2p.lan-discovery", "false");
      chainValue("p2p.upnp", "false");
    }

    private void mining(String value) {
      if (value.equals("true")) {
        note(
            "mining",
            chain.equals("main")
                ? "set main.mine.address to an address of yours and main.mine.enabled"
                : "set producer.key-file to produce blocks");
      }
    }

    private static String level(String value) {
      return value.equals("fatal") ? "error" : value;
    }

    private void address(String group, String value) {
      int colon = value.lastIndexOf(':');
      if (colon < 0) {
        note(group, "\"" + value + "\" is not host:port");
        return;
      }
      String host = value.substring(0, colon).replaceFirst("^\\[(.*)]$", "$1");
      chainValue(group + ".host", host.isEmpty() ? "0.0.0.0" : host);
      chainValue(group + ".port", value.substring(colon + 1));
    }

    private void chainValue(String key, String value) {
      values.put(chain + "." + key, value);
    }

    private void note(String key, String why) {
      notes.add(key + ": not taken over, " + why);
    }
  }

  /** Our file of the same meaning, checked, with the notes as comments. */
  public String toToml() throws ConfigException {
    ConfigLayer.check("the migrated file", values, List.of(chain));
    StringBuilder text = new StringBuilder();
    for (String note : notes) {
      text.append("# ").append(note).append('\n');
    }
    for (String key : Settings.keys(List.of(chain))) {
      String value = values.get(key);
      if (value != null) {
        ValueKind kind = Settings.find(key, List.of(chain)).orElseThrow().kind();
        text.append(key).append(" = ").append(kind.toml(value)).append('\n');
      }
    }
    return text.toString();
  }
}
