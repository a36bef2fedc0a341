package io.bystack.core.p2p.nat;

import io.bystack.core.p2p.nat.Gateway.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps our port open at the router while it runs: asks for a limited time and again before it is
 * over, so that nothing is left behind for long if we are killed. A router that is not there or
 * refuses is only a line in the log.
 */
public final class PortMapping implements AutoCloseable {
  /** Where routers are asked for. */
  public static final InetSocketAddress SSDP =
      new InetSocketAddress(InetAddress.ofLiteral("239.255.255.250"), 1900);

  private static final Logger LOG = LoggerFactory.getLogger(PortMapping.class);
  private static final Duration LEASE = Duration.ofHours(1);
  private static final int RENEW_MINUTES = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final int CLOSE_SECONDS = 10;

  private final InetSocketAddress ssdp;
  private final InetAddress from;
  private final int port;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("port-mapping").daemon().factory());
  private Optional<Gateway> gateway = Optional.empty();
  // The router that was last asked to open the port: it may have done so whatever it answered.
  private Optional<Gateway> mapped = Optional.empty();
  private volatile Optional<String> external = Optional.empty();

  private PortMapping(InetSocketAddress ssdp, InetAddress from, int port) {
    this.ssdp = ssdp;
    this.from = from;
    this.port = port;
  }

  /**
   * Begins, for TCP and UDP.
   *
   * @param ssdp where routers are asked for
   * @param from our own address to ask from; any
   */
  public static PortMapping start(InetSocketAddress ssdp, InetAddress from, int port) {
    PortMapping mapping = new PortMapping(ssdp, from, port);
    Future<?> _ =
        mapping.timer.scheduleWithFixedDelay(mapping::renew, 0, RENEW_MINUTES, TimeUnit.MINUTES);
    return mapping;
  }

  /** The address and port by which the internet reaches us, once known. */
  public Optional<String> external() {
    return external;
  }

  private void renew() {
    try {
      if (gateway.isEmpty()) {
        gateway = Gateway.find(ssdp, from, PATIENCE);
      }
      if (gateway.isEmpty()) {
        LOG.info("no router answers to UPnP; peers cannot connect to us through one");
        return;
      }
      Gateway found = gateway.get();
      mapped = gateway;
      found.map(Protocol.TCP, port, LEASE, "bystack");
      found.map(Protocol.UDP, port, LEASE, "bystack");
      String address = found.externalAddress() + ":" + port;
      if (!external.equals(Optional.of(address))) {
        external = Optional.of(address);
        LOG.info("the router {} lets peers through to us at {}", found, address);
      }
    } catch (IOException e) {
      if (!timer.isShutdown()) {
        LOG.warn("the router does not open port {}: {}", port, e.getMessage());
      }
      gateway = Optional.empty();
    } catch (RuntimeException e) {
      LOG.error("opening a port at the router failed", e);
    }
  }

  private void undo() {
    mapped.ifPresent(g -> {
      try {
        g.unmap(Protocol.TCP, port);
        g.unmap(Protocol.UDP, port);
      } catch (IOException e) {
        LOG.debug("the router keeps port {} open for up to {}: {}", port, LEASE, e.getMessage());
      }
    });
  }

  /** Closes the port again. */
  @Override
  public void close() {
    timer.shutdownNow();
    try {
      if (timer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        undo();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
