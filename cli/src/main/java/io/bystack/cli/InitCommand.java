package io.bystack.cli;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.setup.FirstRun;
import io.bystack.cli.setup.Role;
import io.bystack.config.ConfigException;
import io.bystack.config.NetworkProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
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
      "  bystack init --yes --roles miner --mine-address bm1q…"
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
    requireNetwork(onNetwork);
    Set<Role> does = parse(ask(answers, roles, "Roles (full, miner, producer)", "full"));
    Optional<String> paid = Optional.empty();
    if (does.contains(Role.MINER)) {
      String address = ask(answers, mineAddress, "Address to pay for mined blocks", "");
      if (address.isEmpty()) {
        throw CommandException.usage(
            "a miner needs an address",
            "without one anyone could take the reward",
            "Give it with --mine-address.");
      }
      paid = Optional.of(address);
    }
    Path into = Path.of(ask(answers, folder, "Folder", home + "/.bystack/node"));
    FirstRun run = new FirstRun(into, onNetwork, does, paid, program());
    for (String line : run.write(new SecureRandom())) {
      terminal.out().println("wrote " + line);
    }
    terminal
        .out()
        .println("Check the machine:  bystack node doctor --config " + into + "/bystack.toml");
    terminal.out().println("Run it:             bystack node --config " + into + "/bystack.toml");
    terminal.out().flush();
    return ExitCode.DONE;
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

  private static void requireNetwork(String network) {
    try {
      var _ = NetworkProfile.of(network);
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

  /** The script that started this, as far as it says so. */
  private static Path program() {
    return Optional.ofNullable(System.getProperty("bystack.home"))
        .map(home -> Path.of(home, "bystack"))
        .orElse(Path.of("/usr/bin/bystack"));
  }
}
