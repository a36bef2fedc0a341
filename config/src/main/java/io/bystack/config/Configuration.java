package io.bystack.config;

import io.bystack.config.ConfigLayer.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All settings with where each comes from: flag before environment before file before network
 * profile before default. Within one source, a chain's own key is stronger than the key for all
 * chains.
 */
public final class Configuration {
  private static final String PREFIX = "BYSTACK_";

  /** Variables with our prefix that are not settings. */
  private static final List<String> OTHER_VARIABLES =
      List.of("BYSTACK_CONFIG", "BYSTACK_JAVA_HOME", "BYSTACK_JAVA_OPTS", "BYSTACK_REBUILD");

  private final NetworkProfile profile;
  private final List<ConfigLayer> layers;
  private final List<String> warnings;

  private Configuration(NetworkProfile profile, List<ConfigLayer> layers, List<String> warnings) {
    this.profile = profile;
    this.layers = List.copyOf(layers);
    this.warnings = List.copyOf(warnings);
  }

  /** A value and where it comes from. */
  public record Value(String text, String origin) {}

  /**
   * Reads all sources.
   *
   * @param flags given on the command line, under their keys
   * @param environment of the process
   * @param file given with {@code --config}, if any
   * @throws ConfigException with every unknown key and wrong value of the file and the flags
   */
  public static Configuration read(
      Map<String, String> flags, Map<String, String> environment, Optional<Path> file)
      throws ConfigException {
    Map<String, String> fileValues = file.isPresent() ? TomlText.read(file.get()) : Map.of();
    String network =
        Optional.ofNullable(flags.get("network"))
            .or(() -> Optional.ofNullable(environment.get("BYSTACK_NETWORK")))
            .or(() -> Optional.ofNullable(fileValues.get("network")))
            .orElse("mainnet");
    NetworkProfile profile = NetworkProfile.of(network);
    List<String> chains = List.copyOf(profile.chains().keySet());
    List<String> warnings = new ArrayList<>();
    Map<String, String> variables = variables(environment, chains, warnings);
    ConfigLayer.check("command line", flags, chains);
    ConfigLayer.check("environment", variables, chains);
    ConfigLayer.check(file.map(Path::toString).orElse(""), fileValues, chains);
    Map<String, String> defaults = new HashMap<>();
    Settings.all().forEach(setting -> defaults.put(setting.key(), setting.initial()));
    return new Configuration(
        profile,
        List.of(
            new ConfigLayer(Level.FLAG, "", flags),
            new ConfigLayer(Level.ENVIRONMENT, "", variables),
            new ConfigLayer(Level.FILE, file.map(Path::toString).orElse(""), fileValues),
            new ConfigLayer(Level.PROFILE, profile.name(), profile.values()),
            new ConfigLayer(Level.DEFAULT, "", defaults)),
        warnings);
  }

  private static Map<String, String> variables(
      Map<String, String> environment, List<String> chains, List<String> warnings) {
    Map<String, String> keys = new HashMap<>();
    Settings.keys(chains).forEach(key -> keys.put(Setting.environmentName(key), key));
    Map<String, String> values = new TreeMap<>();
    environment.forEach((name, value) -> {
      if (keys.containsKey(name)) {
        values.put(keys.get(name), value);
      } else if (name.startsWith(PREFIX) && !OTHER_VARIABLES.contains(name)) {
        List<String> similar = Suggestion.similar(name, keys.keySet());
        warnings.add(
            "the environment variable "
                + name
                + " is not a setting"
                + (similar.isEmpty() ? "" : ", did you mean " + similar.getFirst() + "?"));
      }
    });
    return values;
  }

  public NetworkProfile profile() {
    return profile;
  }

  /** What is odd but not wrong: unknown variables with our prefix. */
  public List<String> warnings() {
    return warnings;
  }

  /** The value of a setting of the process, or what all chains have. */
  public Value value(String key) {
    for (ConfigLayer layer : layers) {
      String text = layer.values().get(key);
      if (text != null) {
        return new Value(text, layer.origin());
      }
    }
    throw new IllegalArgumentException("there is no setting " + key);
  }

  /** The value of a setting for one chain. */
  public Value value(String chain, String key) {
    for (ConfigLayer layer : layers) {
      for (String name : List.of(chain + "." + key, key)) {
        String text = layer.values().get(name);
        if (text != null) {
          return new Value(text, layer.origin());
        }
      }
    }
    throw new IllegalArgumentException("there is no setting " + key);
  }

  /** The names of the chains to run. */
  public List<String> chains() {
    return ValueKind.Listed.items(value("chains").text()).toList();
  }

  /**
   * Every setting as it is in force: the process's under its key, each chain's under the full key.
   */
  public Map<String, Value> effective() {
    Map<String, Value> all = new LinkedHashMap<>();
    for (Setting setting : Settings.all()) {
      if (setting.scope() == Setting.Scope.NODE) {
        all.put(setting.key(), value(setting.key()));
      }
    }
    for (String chain : chains()) {
      for (Setting setting : Settings.all()) {
        if (setting.scope() == Setting.Scope.CHAIN) {
          all.put(chain + "." + setting.key(), value(chain, setting.key()));
        }
      }
    }
    return all;
  }
}
