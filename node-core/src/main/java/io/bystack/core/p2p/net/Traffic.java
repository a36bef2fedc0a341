package io.bystack.core.p2p.net;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What has gone over a connection since its handshake.
 *
 * @param ping time from the last answered ping to its answer; none before the first
 */
public record Traffic(Flow sent, Flow received, Optional<Duration> ping) {

  /**
   * One direction.
   *
   * @param bytes of packets, as the reference counts: without encryption and handshake
   * @param bytesPerSecond of late
   * @param messages by the name of their kind, those that occurred
   */
  public record Flow(long bytes, double bytesPerSecond, Map<String, Messages> messages) {
    public Flow {
      messages = Map.copyOf(messages);
    }
  }

  /** Whole messages of one kind and their bytes as sent, compressed where the chain does so. */
  public record Messages(long number, long bytes) {}
}
