package io.bystack.cli.setup;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.secret.PrivateFile;
import io.bystack.config.NetworkProfile;
import io.bystack.core.crypto.XPrv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a user wants of a new node.
 *
 * @param folder everything is written into
 * @param network a known name or a profile's file
 * @param paid who is paid for blocks of a role; without an address, anyone can take the reward
 * @param service how the unit starts it
 */
public record FirstRun(
    Path folder, String network, Set<Role> roles, Map<Role, String> paid, Service service) {
  /**
   * What the systemd unit says of the machine.
   *
   * @param program the {@code bystack} to start
   * @param user whose process it is; the folder must be this user's
   */
  public record Service(Path program, String user) {}

  public FirstRun {
    roles = Set.copyOf(roles);
    paid = Map.copyOf(paid);
    folder = folder.toAbsolutePath().normalize();
    if (NetworkProfile.isFile(network)) {
      // A service is not started where this command is.
      network = Path.of(network).toAbsolutePath().normalize().toString();
    }
  }

  /**
   * Writes the files.
   *
   * @return what was written, a line each
   * @throws CommandException if one of them is there already; nothing is changed then
   */
  public List<String> write(SecureRandom random) throws IOException {
    for (Path file : List.of(configuration(), key(), unit())) {
      if (Files.exists(file)) {
        throw CommandException.usage(
            file + " is there already",
            "init never overwrites",
            "Use another --dir, or move the file away.");
      }
    }
    Files.createDirectories(folder);
    List<String> written = new ArrayList<>();
    if (roles.contains(Role.PRODUCER)) {
      Files.createDirectories(key().getParent());
      try (XPrv fresh = XPrv.generate(random)) {
        PrivateFile.write(key(), fresh.toSecretHex());
        written.add(key() + " (0600), public key " + fresh.xpub().bytes().toHex());
      }
    }
    Files.writeString(configuration(), toml());
    written.add(configuration().toString());
    Files.writeString(unit(), unitText());
    written.add(unit().toString());
    return written;
  }

  private Path configuration() {
    return folder.resolve("bystack.toml");
  }

  private Path key() {
    return folder.resolve("keys").resolve("node_key.txt");
  }

  private Path unit() {
    return folder.resolve("bystack.service");
  }

  private String toml() {
    StringBuilder text = new StringBuilder();
    text.append("# Written by bystack init. Every setting: bystack config default.\n");
    text.append("network = ").append(quoted(network)).append('\n');
    text.append("data-dir = ").append(quoted(folder.resolve("data").toString())).append('\n');
    if (roles.contains(Role.MINER)) {
      text.append("\n[main.mine]\nenabled = true\n");
      text.append(address(Role.MINER));
    }
    if (roles.contains(Role.PRODUCER)) {
      text.append("\n[side.producer]\nkey-file = ").append(quoted(key().toString())).append('\n');
      text.append(address(Role.PRODUCER));
    }
    return text.toString();
  }

  private String address(Role role) {
    return Optional.ofNullable(paid.get(role))
        .map(a -> "address = " + quoted(a) + "\n")
        .orElse("# address = \"...\"   who is paid; without one, anyone can take the reward\n");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Restarts whatever may go better next time, and only that. */
  private String unitText() {
    return """
    [Unit]
    Description=Bystack node
    Wants=network-online.target
    After=network-online.target time-sync.target

    [Service]
    ExecStart=%s node --config %s
    User=%s
    Restart=on-failure
    RestartSec=10
    RestartPreventExitStatus=2 7 8
    TimeoutStopSec=60
    LimitNOFILE=65536
    NoNewPrivileges=true
    ProtectSystem=strict
    ProtectHome=read-only
    PrivateTmp=true
    ReadWritePaths=%s

    [Install]
    WantedBy=multi-user.target
    """
        .formatted(
            escaped(service.program()), escaped(configuration()), service.user(), escaped(folder));
  }

  /** Percent signs mean something in a unit, and spaces end a word. */
  private static String escaped(Path path) {
    String text = path.toString().replace("%", "%%");
    return text.contains(" ") ? '"' + text + '"' : text;
  }
}
