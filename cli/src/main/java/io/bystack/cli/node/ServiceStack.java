package io.bystack.cli.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services started in order and stopped in reverse. A failure while starting stops what had been
 * started; a failure while stopping is logged and the others are stopped all the same.
 */
final class ServiceStack {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceStack.class);

  private final Deque<Service> running = new ArrayDeque<>();

  synchronized void start(List<Service> services) throws Exception {
    for (Service service : services) {
      try {
        service.start();
      } catch (Exception e) {
        stop();
        throw e;
      }
      running.push(service);
      LOG.debug("{} started", service.name());
    }
  }

  synchronized void stop() {
    while (!running.isEmpty()) {
      Service service = running.pop();
      try {
        service.stop();
        LOG.debug("{} stopped", service.name());
      } catch (Exception e) {
        LOG.error("{} did not stop cleanly: {}", service.name(), e.toString());
      }
    }
  }
}
