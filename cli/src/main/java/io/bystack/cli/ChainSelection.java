package io.bystack.cli;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.node.FederationFile;
import io.bystack.config.ConfigException;
import io.bystack.config.NetworkProfile;
import io.bystack.config.NetworkProfile.ChainIdentity;
import io.bystack.config.NodeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which chain's data a command works on. */
final class ChainSelection {
  private static final List<String> NETWORKS = List.of("mainnet", "testnet", "solonet", "dev");

  @Option(
      names = "--chain",
      paramLabel = "NAME",
      description =
          "main, side, or another chain of the network's file"
              + " (default: what the input file says, else main).")
  private Optional<String> chain = Optional.empty();

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description =
          "mainnet, testnet, solonet, dev for what bystack dev runs, or a network's file"
              + " (default: what the input file says, else mainnet).")
  private Optional<String> network = Optional.empty();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where the chains are kept (default: ~/.bystack/NETWORK; of dev: ./data).")
  private Optional<Path> dataFolder = Optional.empty();

  @Option(
      names = "--federation",
      paramLabel = "FILE",
      description =
          "Side chain: its federation (default: CHAIN-keys/federation.json of the data directory,"
              + " else the network's own).")
  private Optional<Path> federation = Optional.empty();

  /** What a file of blocks says about the chain its blocks belong to, as far as it does. */
  record Hint(
      Optional<ChainKind> chain, Optional<String> network, Optional<FederationFile> federation) {
    static final Hint NONE = new Hint(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * One chain's data.
   *
   * @param name of the chain, also of its folder
   * @param network by its name on the command line
   * @param root the data directory, shared by the node's chains
   * @param identity of a chain of a network's file; none: the known network's
   * @param federation of a side chain; none: the network's own
   */
  record Selected(
      String name,
      String network,
      Path root,
      Optional<ChainIdentity> identity,
      Optional<FederationFile> federation) {
    /** A chain of a known network. */
    static Selected of(ChainKind chain, String network, Path root) {
      return new Selected(chain.label(), network, root, Optional.empty(), Optional.empty());
    }

    ChainKind chain() {
      return kind(name, identity);
    }

    Path folder() {
      return root.resolve(name);
    }

    /** Where the chain's federation is kept, so that it need not be named again. */
    Path federationFile() {
      return kept(root, name);
    }
  }

  /** What the options say. */
  Selected select() {
    return select(Hint.NONE);
  }

  /** What the options say, and where they are silent, what a file does. */
  Selected select(Hint hint) {
    String on = agreed("--network", network, hint.network()).orElse("mainnet");
    String name = chain.or(() -> hint.chain().map(ChainKind::label)).orElse("main");
    Optional<ChainIdentity> identity = identity(on, name);
    ChainKind kind = kind(name, identity);
    var _ = agreed("--chain", Optional.of(kind), hint.chain());
    Path root = dataFolder.orElseGet(() -> defaultFolder(on));
    return new Selected(
        name,
        on,
        root,
        identity,
        kind == ChainKind.SIDE ? federation(root, name, hint) : Optional.empty());
  }

  /** What a network's file says of a chain; of the known networks nothing need be said. */
  private static Optional<ChainIdentity> identity(String network, String name) {
    Set<String> names = Set.of("main", "side");
    Optional<ChainIdentity> found = Optional.empty();
    if (NetworkProfile.isFile(network)) {
      try {
        NetworkProfile profile = NetworkProfile.of(network);
        names = profile.chains().keySet();
        found = Optional.ofNullable(profile.chains().get(name));
      } catch (ConfigException e) {
        throw ConfigOptions.wrong(e);
      }
    } else if (!NETWORKS.contains(network)) {
      throw CommandException.usage(
          "network " + network + " is unknown",
          "known are " + String.join(", ", NETWORKS) + ", and files that end with .toml",
          "");
    }
    if (!names.contains(name)) {
      throw CommandException.usage(
          network + " has no chain " + name,
          "it has " + String.join(", ", names.stream().sorted().toList()),
          "");
    }
    return found;
  }

  private static ChainKind kind(String name, Optional<ChainIdentity> identity) {
    NetworkProfile.Kind kind =
        identity
            .map(ChainIdentity::kind)
            .orElse(name.equals("main") ? NetworkProfile.Kind.POW : NetworkProfile.Kind.DPOS);
    return switch (kind) {
      case POW -> ChainKind.MAIN;
      case DPOS -> ChainKind.SIDE;
    };
  }

  private static Path kept(Path root, String chain) {
    return root.resolve(chain + "-keys").resolve("federation.json");
  }

  private static Path defaultFolder(String network) {
    return network.equals("dev")
        ? Path.of("data")
        : NodeConfig.defaultFolder(Path.of(System.getProperty("user.home")), network);
  }

  private Optional<FederationFile> federation(Path root, String name, Hint hint) {
    Path kept = kept(root, name);
    Optional<FederationFile> configured =
        federation.or(() -> Optional.of(kept).filter(Files::exists)).map(FederationFile::read);
    return agreed("the configured federation", configured, hint.federation());
  }

  private static <T> Optional<T> agreed(String what, Optional<T> option, Optional<T> file) {
    if (option.isPresent() && file.isPresent() && !option.equals(file)) {
      throw CommandException.usage(
          "the file is of another chain",
          what + " is " + shown(option.get()) + ", the file says " + shown(file.get()),
          "Leave the option out, or use another --data-dir for this file.");
    }
    return option.or(() -> file);
  }

  private static String shown(Object value) {
    return value instanceof ChainKind kind ? kind.label() : value.toString();
  }
}
