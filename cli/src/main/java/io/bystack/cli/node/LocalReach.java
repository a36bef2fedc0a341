package io.bystack.cli.node;

import io.bystack.config.ChainConfig;
import io.bystack.core.p2p.lan.LanDiscovery;
import io.bystack.core.p2p.nat.PortMapping;
import io.bystack.core.p2p.net.PeerNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a chain's peers find us through the local network and its router, where the operator wants
 * it.
 */
final class LocalReach implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalReach.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  private LocalReach() {}

  /**
   * Begins what the configuration switches on. Neither keeps the node from running if it fails.
   *
   * @param service the name of the chain's nodes on the local network
   */
  static LocalReach start(ChainConfig.PeerConfig config, String service, PeerNetwork network) {
    LocalReach reach = new LocalReach();
    InetAddress host = new InetSocketAddress(config.host(), 0).getAddress();
    boolean wanted = config.reach().lanDiscovery() || config.reach().upnp();
    if (wanted && (host == null || host.isLoopbackAddress())) {
      LOG.warn("p2p.host {} is of this machine alone: nobody else is told of it", config.host());
      return reach;
    }
    if (config.reach().lanDiscovery()) {
      reach.discover(service, network);
    }
    if (config.reach().upnp() && network.port() > 0) {
      reach.open.push(PortMapping.start(PortMapping.SSDP, host, network.port()));
    }
    return reach;
  }

  private void discover(String service, PeerNetwork network) {
    String instance = "bystack-%08x".formatted(new SecureRandom().nextInt());
    try {
      open.push(
          LanDiscovery.start(
              new LanDiscovery.Service(service, instance, network.port()),
              LanDiscovery.Air.multicast(),
              network::learn,
              Clock.systemUTC()));
      LOG.info("looking for peers on the local network as {}", service);
    } catch (IOException e) {
      LOG.warn("the local network cannot be searched for peers: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        LOG.warn("an end that failed: {}", e.toString());
      }
    }
  }
}
