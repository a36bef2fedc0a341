package io.bystack.core.p2p.net;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.handshake.Printable;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.net.PeerProtocol.ChannelSpec;
import io.bystack.core.p2p.net.SendHandler.Outgoing;
import io.bystack.core.p2p.wire.MemoryBudget;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A peer at the other end of a Netty channel. */
final class NettyPeerLink implements PeerLink {
  /** Most bytes waiting for one peer: several of the largest messages. */
  static final long MAX_QUEUED = 48L << 20;

  private final Wiring wiring;
  private final Attempt attempt;
  private final Bytes key;
  private final NodeInfo info;
  private final Instant since;
  private final AtomicLong queued = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** What links share: the protocol, the memory of all queues, where offences go. */
  record Wiring(PeerProtocol protocol, MemoryBudget sendBudget, OffenceSink offences) {}

  /** Takes a peer's offences. */
  @FunctionalInterface
  interface OffenceSink {
    void offend(Attempt attempt, Offence offence, String what);
  }

  NettyPeerLink(Wiring wiring, Attempt attempt, Bytes key, NodeInfo info, Instant since) {
    this.wiring = wiring;
    this.attempt = attempt;
    this.key = key;
    this.info = info;
    this.since = since;
  }

  @Override
  public Bytes key() {
    return key;
  }

  @Override
  public String id() {
    return wiring.protocol.identity().peerId(key);
  }

  @Override
  public InetSocketAddress remote() {
    return attempt.remote();
  }

  @Override
  public boolean outbound() {
    return attempt.outbound();
  }

  @Override
  public NodeInfo info() {
    return info;
  }

  @Override
  public boolean fastLane() {
    return wiring.protocol.sharesFastLane(info);
  }

  @Override
  public boolean send(Message message) {
    ChannelSpec channel =
        wiring
            .protocol
            .channelFor(message)
            .orElseThrow(
                () -> new IllegalArgumentException("no channel carries " + message.getClass()));
    if (channel.id() == PeerProtocol.LANE_CHANNEL && !fastLane()) {
      throw new IllegalArgumentException(this + " does not speak the fast lane");
    }
    if (closed.get()) {
      return false;
    }
    Bytes data = channel.table().encode(message);
    long size = data.length();
    if (queued.addAndGet(size) > MAX_QUEUED || !wiring.sendBudget.take(size)) {
      queued.addAndGet(-size);
      close(new Closing(Ending.NOT_READING, "does not read what it is sent"));
      return false;
    }
    attempt.meter().sentMessage(channel.table().kind(message), size);
    Channel netty = attempt.channel();
    netty
        .writeAndFlush(new Outgoing(channel, data, () -> release(size)))
        .addListener(f -> {
          // Refused before it was queued: the pipeline is gone.
          if (!f.isSuccess()) {
            release(size);
          }
        });
    return true;
  }

  private void release(long size) {
    queued.addAndGet(-size);
    wiring.sendBudget.give(size);
  }

  @Override
  public long queuedBytes() {
    return queued.get();
  }

  @Override
  public void offend(Offence offence, String what) {
    wiring.offences.offend(attempt, offence, what);
  }

  @Override
  public void close(String reason) {
    close(new Closing(Ending.USELESS, reason));
  }

  void close(Closing closing) {
    if (closed.compareAndSet(false, true)) {
      closing.close(attempt.channel());
    }
  }

  InetAddress address() {
    return attempt.address();
  }

  PeerRecord record(long score) {
    return new PeerRecord(
        id(),
        toString(),
        outbound(),
        Printable.of(info.moniker(), 64),
        Printable.of(info.version(), 64),
        info.serviceFlags(),
        fastLane(),
        score,
        queued.get(),
        since,
        attempt.meter().traffic());
  }

  @Override
  public String toString() {
    return attempt.remote().getAddress().getHostAddress() + ":" + attempt.remote().getPort();
  }
}
