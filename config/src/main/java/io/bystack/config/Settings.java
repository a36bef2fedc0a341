package io.bystack.config;

import io.bystack.config.Setting.Scope;
import io.bystack.config.ValueKind.Address;
import io.bystack.config.ValueKind.Choice;
import io.bystack.config.ValueKind.Count;
import io.bystack.config.ValueKind.Flag;
import io.bystack.config.ValueKind.Listed;
import io.bystack.config.ValueKind.Size;
import io.bystack.config.ValueKind.Text;
import io.bystack.config.ValueKind.Time;
import java.util.List;
import java.util.Optional;

/** All settings there are, in the order of the reference and of {@code config default}. */
public final class Settings {
  private static final ValueKind PORT = new Count(0, 65_535);
  private static final ValueKind FILE = new Text("a path");
  private static final ValueKind FLAG = new Flag();

  private static final List<Setting> ALL =
      List.of(
          node(
              "network",
              new Text("a name or a file"),
              "mainnet",
              "The network: mainnet, testnet, solonet, or a profile file of an own network."),
          node(
              "chains",
              new Listed(new Text("a chain's name")),
              "main,side",
              "The chains to run, by the names the network's profile gives them."),
          node("data-dir", FILE, "", "Where the chains are kept; empty: ~/.bystack/NETWORK."),
          node(
              "backup-folder",
              FILE,
              "",
              "Where copies of the chains' databases go; empty: backups in the data directory."),
          node(
              "min-free-space",
              new Size(),
              "1GiB",
              "Stop cleanly before the disk has less free than this."),
          node(
              "log.level",
              new Choice(List.of("error", "warn", "info", "debug", "trace")),
              "info",
              "The least severity that is logged."),
          node(
              "log.format",
              new Choice(List.of("text", "json")),
              "text",
              "Lines for people, or one JSON object a line."),
          node("log.folder", FILE, "", "Where log files go; empty: logs in the data directory."),
          node("log.max-size", new Size(), "64MiB", "A log file of this size is rotated."),
          node("log.max-files", new Count(1, 1_000), "10", "So many rotated files are kept."),
          chain(
              "api.host",
              new Text("an address"),
              "127.0.0.1",
              "The address the HTTP API listens on; others than loopback open it to the network."),
          chain("api.port", PORT, "", "The port of the HTTP API; 0 for a free one."),
          chain(
              "api.auth-disabled",
              FLAG,
              "false",
              "Let callers from other machines in without an access token."),
          chain(
              "api.allowed-hosts",
              new Listed(new Text("a host name")),
              "",
              "Host names besides loopback that requests may be addressed to; * for any."),
          chain("api.max-websockets", new Count(0, 10_000), "25", "Most websocket clients."),
          chain("p2p.listen", FLAG, "true", "Accept connections of peers."),
          chain("p2p.host", new Text("an address"), "0.0.0.0", "The address peers connect to."),
          chain("p2p.port", PORT, "", "The port peers connect to; 0 for a free one."),
          chain(
              "p2p.seeds", new Listed(new Address()), "", "Peers dialled while there are too few."),
          chain("p2p.keep", new Listed(new Address()), "", "Peers dialled for ever."),
          chain("p2p.max-peers", new Count(0, 10_000), "50", "Most connections."),
          chain(
              "p2p.max-inbound",
              new Count(0, 10_000),
              "40",
              "Most accepted connections; if not set, at most four fifths of p2p.max-peers."),
          chain(
              "p2p.max-per-address", new Count(1, 10_000), "4", "Most connections of one address."),
          chain(
              "p2p.max-per-subnet", new Count(1, 10_000), "12", "Most connections of one subnet."),
          chain("p2p.wanted", new Count(0, 1_000), "10", "Connections aimed at by dialling."),
          chain("p2p.dial-timeout", new Time(), "3s", "How long connecting to a peer may take."),
          chain("p2p.proxy", new Address(), "", "SOCKS5 proxy for what is dialled."),
          chain("p2p.proxy-user", new Text("a name"), "", "User at the proxy."),
          chain("p2p.proxy-password-file", FILE, "", "File with the password at the proxy."),
          chain("p2p.name", new Text("a name"), "", "The name told to peers."),
          chain(
              "p2p.lan-discovery",
              FLAG,
              "false",
              "Look for peers on the local network and be found there, by multicast DNS."),
          chain(
              "p2p.upnp",
              FLAG,
              "false",
              "Ask the router to let peers through to the port, by UPnP."),
          chain(
              "p2p.fast-lane",
              FLAG,
              "true",
              "Speak our own faster protocol with nodes of this software."),
          chain(
              "snapshot",
              new Text("HEIGHT:DIGEST, or empty"),
              "",
              "Begin an empty chain with this state from a peer. Only for a digest you trust."),
          chain(
              "snapshot-every",
              new Count(0, Integer.MAX_VALUE),
              "0",
              "Make a snapshot for peers every so many blocks; 0: none."),
          chain("store.cache", new Size(), "256MiB", "Memory for blocks read from disk."),
          chain("store.write-buffer", new Size(), "128MiB", "Memory for changes not yet in files."),
          chain("cache.outputs", new Size(), "64MiB", "Memory for unspent outputs; 40 bytes each."),
          chain("cache.blocks", new Size(), "32MiB", "Memory for places and headers of blocks."),
          chain(
              "cache.verdicts",
              new Size(),
              "48MiB",
              "Memory for verdicts over transactions, so that none is checked twice."),
          chain("mine.enabled", FLAG, "false", "Mine with this machine's cores (main chain)."),
          chain("mine.threads", new Count(1, 1_024), "1", "Threads that mine."),
          chain("mine.address", new Text("an address"), "", "Who is paid for mined blocks."),
          chain(
              "mine.stratum",
              new Address(),
              "",
              "Where the pool server listens; empty: it is off."),
          chain(
              "producer.key-file",
              FILE,
              "",
              "File with the key that signs blocks (side chain); without it the node only follows."),
          chain("producer.address", new Text("an address"), "", "Who is paid for produced blocks."),
          chain(
              "federation-file",
              FILE,
              "",
              "The federation's keys and quorum (side chain); decides the genesis block."));

  private Settings() {}

  private static Setting node(String key, ValueKind kind, String initial, String description) {
    return new Setting(key, Scope.NODE, kind, initial, description);
  }

  private static Setting chain(String key, ValueKind kind, String initial, String description) {
    return new Setting(key, Scope.CHAIN, kind, initial, description);
  }

  public static List<Setting> all() {
    return ALL;
  }

  /** The setting a key means, alone or with the name of one of the chains before it. */
  public static Optional<Setting> find(String key, List<String> chains) {
    for (Setting setting : ALL) {
      if (setting.key().equals(key)) {
        return Optional.of(setting);
      }
      if (setting.scope() == Scope.CHAIN
          && key.endsWith("." + setting.key())
          && chains.contains(key.substring(0, key.length() - setting.key().length() - 1))) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  /** Every key there is for these chains. */
  public static List<String> keys(List<String> chains) {
    return ALL.stream()
        .<String>mapMulti((setting, sink) -> {
          sink.accept(setting.key());
          if (setting.scope() == Scope.CHAIN) {
            chains.forEach(chain -> sink.accept(chain + "." + setting.key()));
          }
        })
        .toList();
  }
}
