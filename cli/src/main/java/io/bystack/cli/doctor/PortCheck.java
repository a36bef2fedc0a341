package io.bystack.cli.doctor;

import io.bystack.config.ChainConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Whether the ports the configuration names can be listened on, and by whom they are reached. */
public final class PortCheck {
  private PortCheck() {}

  /** Looks, by listening for a moment. */
  public static List<Finding> run(List<ChainConfig> chains) {
    List<Finding> findings = new ArrayList<>();
    for (ChainConfig chain : chains) {
      findings.add(port(chain.name() + ".api.port", chain.api().host(), chain.api().port()));
      if (chain.peers().listen()) {
        findings.add(port(chain.name() + ".p2p.port", chain.peers().host(), chain.peers().port()));
      }
      chain
          .roles()
          .mining()
          .flatMap(ChainConfig.Mining::stratum)
          .ifPresent(at -> findings.add(stratum(chain.name() + ".mine.stratum", at)));
    }
    return findings;
  }

  private static Finding stratum(String setting, String at) {
    int colon = at.lastIndexOf(':');
    return port(setting, at.substring(0, colon), Integer.parseInt(at.substring(colon + 1)));
  }

  static Finding port(String setting, String host, int port) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    String where = host + ":" + port;
    if (address.isUnresolved()) {
      return Finding.bad(setting, where, "The host name is not known here: correct it.");
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
    } catch (IOException e) {
      return Finding.bad(
          setting,
          where + ": " + e.getMessage(),
          "Stop what listens there, perhaps a node that runs already, or choose another port.");
    }
    InetAddress bound = address.getAddress();
    String reach = bound.isLoopbackAddress() ? "from this machine only" : "from outside";
    return setting.endsWith("api.port") && !bound.isLoopbackAddress()
        ? Finding.warning(
            setting,
            where + " free, reachable " + reach,
            "The API is open to the network: keep tokens secret and put TLS in front of it.")
        : Finding.ok(setting, where + " free, reachable " + reach);
  }
}
