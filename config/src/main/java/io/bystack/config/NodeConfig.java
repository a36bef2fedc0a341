package io.bystack.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a node is told, as validated values.
 *
 * @param network the profile's name
 * @param places where everything is kept
 * @param minFreeSpace bytes the disk must have left
 * @param chains to run, in the order given
 */
public record NodeConfig(
    String network, Places places, long minFreeSpace, LogConfig log, List<ChainConfig> chains) {
  /**
   * Where things are.
   *
   * @param data a folder for each chain
   * @param backups a folder for the copies of each chain
   */
  public record Places(Path data, Path backups) {
    /** The data folder; backups in it unless they have a place of their own. */
    static Places of(Path data, String backups) {
      return backups.isEmpty() ? within(data) : new Places(data, Path.of(backups));
    }

    /** Everything in the data folder. */
    public static Places within(Path data) {
      return new Places(data, data.resolve("backups"));
    }
  }

  /** The data folder. */
  public Path dataFolder() {
    return places.data();
  }

  /** How the process logs: sizes in bytes; a folder that is empty means within the data folder. */
  public record LogConfig(
      String level, boolean json, String folder, long maxFileBytes, int maxFiles) {
    static LogConfig of(Configuration c) {
      return new LogConfig(
          c.value("log.level").text(),
          c.value("log.format").text().equals("json"),
          c.value("log.folder").text(),
          Units.bytes(c.value("log.max-size").text()),
          Integer.parseInt(c.value("log.max-files").text()));
    }
  }

  public NodeConfig {
    chains = List.copyOf(chains);
  }

  /**
   * The validated values of a configuration.
   *
   * @param home of the user, for the default data folder
   * @throws ConfigException with everything that does not fit together
   */
  public static NodeConfig of(Configuration configuration, Path home) throws ConfigException {
    List<String> problems = new ArrayList<>();
    List<ChainConfig> chains = new ArrayList<>();
    List<String> names = configuration.chains();
    if (names.isEmpty()) {
      problems.add("chains: at least one is needed");
    }
    for (String name : names) {
      if (!configuration.profile().chains().containsKey(name)) {
        problems.add(
            "chains: "
                + name
                + " is not a chain of "
                + configuration.profile().name()
                + ", which has "
                + String.join(
                    ", ", configuration.profile().chains().keySet().stream().sorted().toList()));
        continue;
      }
      try {
        chains.add(ChainConfig.of(configuration, name));
      } catch (ConfigException e) {
        problems.addAll(e.problems());
      }
    }
    checkPorts(chains, problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    String name = configuration.profile().name();
    String folder = configuration.value("data-dir").text();
    Path data = folder.isEmpty() ? defaultFolder(home, name) : Path.of(folder);
    return new NodeConfig(
        name,
        Places.of(data, configuration.value("backup-folder").text()),
        Units.bytes(configuration.value("min-free-space").text()),
        LogConfig.of(configuration),
        chains);
  }

  /** Where a network's data is kept unless something else is said. */
  public static Path defaultFolder(Path home, String network) {
    return home.resolve(".bystack").resolve(fileName(network));
  }

  /** A profile file's name without folder and ending. */
  private static String fileName(String profile) {
    String name = profile.substring(profile.lastIndexOf('/') + 1);
    return name.endsWith(".toml") ? name.substring(0, name.length() - 5) : name;
  }

  private static void checkPorts(List<ChainConfig> chains, List<String> problems) {
    Map<Integer, String> users = new HashMap<>();
    for (ChainConfig chain : chains) {
      claim(chain.api().port(), chain.name() + ".api.port", users, problems);
      if (chain.peers().listen()) {
        claim(chain.peers().port(), chain.name() + ".p2p.port", users, problems);
      }
    }
  }

  private static void claim(
      int port, String key, Map<Integer, String> users, List<String> problems) {
    String other = port == 0 ? null : users.putIfAbsent(port, key);
    if (other != null) {
      problems.add(key + ": port " + port + " is " + other + "'s already");
    }
  }
}
