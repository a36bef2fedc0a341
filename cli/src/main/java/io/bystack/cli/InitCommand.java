package io.bystack.cli;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.node.ConfiguredNode;
import io.bystack.cli.setup.FirstRun;
import io.bystack.cli.setup.Role;
import io.bystack.config.ConfigException;
import io.bystack.config.NetworkProfile;
import io.bystack.config.NetworkProfile.ChainIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks what a new node is to do and writes its files. */
@Command(
    name = "init",
    description = {
      "Set up a node: asks for network and roles, then writes configuration, keys and a systemd unit.",
      "Nothing that is there is overwritten. What an option says is not asked."
    },
    footer = {
      "%nExamples:",
      "  bystack init",
      "  bystack init --yes --network testnet --roles full --dir /srv/bystack",
      "  bystack init --yes --roles miner --mine-address bm1q…",
      "  bystack init --yes --roles producer --producer-address vp1q…"
    })
final class InitCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "mainnet, testnet, solonet, or a network's file (default: mainnet).")
  private Optional<String> network = Optional.empty();

  @Option(
      names = "--roles",
      paramLabel = "ROLES",
      description = "full, miner, producer, or several with commas (default: full).")
  private Optional<String> roles = Optional.empty();

  @Option(
      names = "--mine-address",
      paramLabel = "ADDRESS",
      description = "Who is paid for mined blocks.")
  private Optional<String> mineAddress = Optional.empty();

  @Option(
      names = "--producer-address",
      paramLabel = "ADDRESS",
      description = "Who is paid for produced blocks; may be set in the file later.")
  private Optional<String> producerAddress = Optional.empty();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where the files go (default: ~/.bystack/node).")
  private Optional<String> folder = Optional.empty();

  @Option(names = "--yes", description = "Ask nothing: take the defaults of what is not given.")
  private boolean yes;

  InitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() throws IOException {
    BufferedReader answers =
        new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
    String home = System.getProperty("user.home");
    String onNetwork = ask(answers, network, "Network (mainnet, testnet, solonet)", "mainnet");
    NetworkProfile profile = profile(onNetwork);
    Set<Role> does = parse(ask(answers, roles, "Roles (full, miner, producer)", "full"));
    Map<Role, String> paid = paid(answers, does);
    check(profile, does, paid);
    Path into = Path.of(ask(answers, folder, "Folder", home + "/.bystack/node"));
    FirstRun.Service service = new FirstRun.Service(program(), user());
    FirstRun run = new FirstRun(into, onNetwork, does, paid, service);
    for (String line : run.write(new SecureRandom())) {
      terminal.out().println("wrote " + line);
    }
    if (does.contains(Role.PRODUCER) && !paid.containsKey(Role.PRODUCER)) {
      terminal
          .out()
          .println(
              "Nobody is paid for produced blocks yet: set side.producer.address in the file.");
    }
    sayWhatIsNext(into, service);
    return ExitCode.DONE;
  }

  private void sayWhatIsNext(Path into, FirstRun.Service service) {
    PrintWriter out = terminal.out();
    out.println("Check the machine:  bystack node doctor --config " + into + "/bystack.toml");
    out.println("Run it:             bystack node --config " + into + "/bystack.toml");
    out.println(
        "As a service:       sudo cp "
            + into
            + "/bystack.service /etc/systemd/system/ && sudo systemctl enable --now bystack");
    if (!service.user().equals(System.getProperty("user.name"))) {
      out.println(
          "The service runs as user "
              + service.user()
              + ": chown -R "
              + service.user()
              + " "
              + into);
    }
    out.flush();
  }

  private Map<Role, String> paid(BufferedReader answers, Set<Role> does) throws IOException {
    Map<Role, String> paid = new EnumMap<>(Role.class);
    if (does.contains(Role.MINER)) {
      paid.put(
          Role.MINER,
          given(ask(answers, mineAddress, "Address to pay for mined blocks", ""))
              .orElseThrow(() ->
                  CommandException.usage(
                      "a miner needs an address",
                      "without one anyone could take the reward",
                      "Give it with --mine-address.")));
    }
    if (does.contains(Role.PRODUCER)) {
      given(
              ask(
                  answers,
                  producerAddress,
                  "Address to pay for produced blocks (may be set later)",
                  ""))
          .ifPresent(address -> paid.put(Role.PRODUCER, address));
    }
    return paid;
  }

  private static Optional<String> given(String answer) {
    return Optional.of(answer).filter(a -> !a.isEmpty());
  }

  /** Refuses roles and addresses that a node would refuse at its start. */
  private static void check(NetworkProfile network, Set<Role> does, Map<Role, String> paid) {
    check(network, "main", "mine.address", does.contains(Role.MINER), paid.get(Role.MINER));
    check(
        network, "side", "producer.address", does.contains(Role.PRODUCER), paid.get(Role.PRODUCER));
  }

  private static void check(
      NetworkProfile network, String chain, String setting, boolean wanted, String address) {
    ChainIdentity identity = network.chains().get(chain);
    if (wanted && identity == null) {
      throw CommandException.usage(
          network.name() + " has no chain " + chain,
          "it has " + String.join(", ", network.chains().keySet().stream().sorted().toList()),
          "Leave the role out and add it to the configuration by hand.");
    }
    if (wanted && address != null) {
      ConfiguredNode.checkAddress(chain, identity, setting, address);
    }
  }

  /** What an option says, else what the user does. */
  private String ask(BufferedReader in, Optional<String> option, String question, String otherwise)
      throws IOException {
    if (option.isPresent() || yes) {
      return option.orElse(otherwise);
    }
    terminal.err().print(question + (otherwise.isEmpty() ? "" : " [" + otherwise + "]") + ": ");
    terminal.err().flush();
    String answer = in.readLine();
    if (answer == null) {
      throw CommandException.usage(
          "there is nobody to answer", "standard input has ended", "Use --yes in scripts.");
    }
    return answer.isBlank() ? otherwise : answer.strip();
  }

  private static NetworkProfile profile(String network) {
    try {
      return NetworkProfile.of(network);
    } catch (ConfigException e) {
      throw ConfigOptions.wrong(e);
    }
  }

  private static Set<Role> parse(String text) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String word : List.of(text.split(",", -1))) {
      roles.add(
          Role.of(word.strip())
              .orElseThrow(() ->
                  CommandException.usage(
                      "there is no role " + word.strip(),
                      "roles are " + String.join(", ", Role.words()),
                      "")));
    }
    return roles;
  }

  /** Who has the folder; a node needs no privileges, so root sets it up for somebody else. */
  private static String user() {
    String name = System.getProperty("user.name");
    return name.equals("root") ? "bystack" : name;
  }

  /** The script that started this, as far as it says so. */
  private static Path program() {
    return Optional.ofNullable(System.getProperty("bystack.home"))
        .map(home -> Path.of(home, "bystack"))
        .orElse(Path.of("/usr/bin/bystack"));
  }
}
