package io.bystack.core.p2p.net;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a chain's network has counted since it was made. Thread-safe; totals never fall. */
public final class NetworkCounters {
  private final Direction sent;
  private final Direction received;
  private final LongAdder accepted = new LongAdder();
  private final LongAdder dialled = new LongAdder();
  private final LongAdder greetedIn = new LongAdder();
  private final LongAdder greetedOut = new LongAdder();
  private final LongAdder banned = new LongAdder();
  private final Map<Ending, LongAdder> endings = adders(Ending.class);
  private final Map<Offence, LongAdder> offences = adders(Offence.class);

  /** Bytes of packets and messages that went one way. */
  record Direction(LongAdder bytes, MessageCounts messages) {}

  NetworkCounters(PeerProtocol protocol) {
    this.sent = new Direction(new LongAdder(), new MessageCounts(protocol));
    this.received = new Direction(new LongAdder(), new MessageCounts(protocol));
  }

  private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
    Map<E, LongAdder> map = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      map.put(constant, new LongAdder());
    }
    return map;
  }

  Direction sent() {
    return sent;
  }

  Direction received() {
    return received;
  }

  void attempted(boolean outbound) {
    (outbound ? dialled : accepted).increment();
  }

  void greeted(boolean outbound) {
    (outbound ? greetedOut : greetedIn).increment();
  }

  void ended(Ending ending) {
    endings.get(ending).increment();
  }

  void offended(Offence offence, boolean ban) {
    offences.get(offence).increment();
    if (ban) {
      banned.increment();
    }
  }

  /** Bytes of packets sent to all peers, without encryption and handshakes. */
  public long sentBytes() {
    return sent.bytes.sum();
  }

  /** Bytes of packets received from all peers. */
  public long receivedBytes() {
    return received.bytes.sum();
  }

  /** Messages of a kind sent, of {@link PeerProtocol#messageKinds}. */
  public Traffic.Messages sentOf(String kind) {
    return new Traffic.Messages(sent.messages.number(kind), sent.messages.bytes(kind));
  }

  /** Messages of a kind received. */
  public Traffic.Messages receivedOf(String kind) {
    return new Traffic.Messages(received.messages.number(kind), received.messages.bytes(kind));
  }

  /** Connections accepted, refused ones among them. */
  public long accepted() {
    return accepted.sum();
  }

  /** Connections begun by us, failed ones among them. */
  public long dialled() {
    return dialled.sum();
  }

  /** Handshakes done on accepted connections, or on dialled ones. */
  public long handshakes(boolean outbound) {
    return (outbound ? greetedOut : greetedIn).sum();
  }

  /** Connections that ended for that kind of reason, before or after their handshake. */
  public long endings(Ending ending) {
    return endings.get(ending).sum();
  }

  /** Offences of that kind. */
  public long offences(Offence offence) {
    return offences.get(offence).sum();
  }

  /** Bans that a score brought. */
  public long bans() {
    return banned.sum();
  }
}
