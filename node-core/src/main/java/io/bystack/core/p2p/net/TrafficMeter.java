package io.bystack.core.p2p.net;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Measures one connection; each direction also adds to the figures of all. Thread-safe. */
final class TrafficMeter {
  private final InstantSource clock;
  private final Way sent;
  private final Way received;
  private volatile Optional<Instant> pinged = Optional.empty();
  private volatile Optional<Duration> ping = Optional.empty();

  /** One direction of one connection, and of all. */
  private record Way(RateMeter bytes, MessageCounts messages, NetworkCounters.Direction all) {
    void packets(long count, long now) {
      bytes.add(count, now);
      all.bytes().add(count);
    }

    void message(String kind, long size) {
      messages.add(kind, size);
      all.messages().add(kind, size);
    }

    Traffic.Flow flow(long now) {
      return new Traffic.Flow(bytes.total(), bytes.perSecond(now), messages.occurred());
    }
  }

  TrafficMeter(PeerProtocol protocol, NetworkCounters all, InstantSource clock) {
    this.clock = clock;
    long now = clock.millis();
    this.sent = new Way(new RateMeter(now), new MessageCounts(protocol), all.sent());
    this.received = new Way(new RateMeter(now), new MessageCounts(protocol), all.received());
  }

  void sentPackets(long bytes) {
    sent.packets(bytes, clock.millis());
  }

  void receivedPackets(long bytes) {
    received.packets(bytes, clock.millis());
  }

  void sentMessage(String kind, long size) {
    sent.message(kind, size);
  }

  void receivedMessage(String kind, long size) {
    received.message(kind, size);
  }

  /** A ping leaves; only the first of several unanswered ones counts. */
  void pinged() {
    if (pinged.isEmpty()) {
      pinged = Optional.of(clock.instant());
    }
  }

  /** A pong has come; one without a ping of ours is ignored. */
  void ponged() {
    pinged.ifPresent(at -> {
      Duration took = Duration.between(at, clock.instant());
      ping = Optional.of(took.isNegative() ? Duration.ZERO : took);
      pinged = Optional.empty();
    });
  }

  Traffic traffic() {
    long now = clock.millis();
    return new Traffic(sent.flow(now), received.flow(now), ping);
  }
}
