package io.bystack.core.p2p.net;

import io.bystack.core.bytes.Bytes;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A connection from its first byte on; the registry's lock guards what changes. */
final class Attempt {
  private final Channel channel;
  private final InetSocketAddress remote;
  private final boolean outbound;
  private final TrafficMeter meter;
  private final CompletableFuture<NettyPeerLink> greeting = new CompletableFuture<>();
  private Optional<Bytes> key = Optional.empty();
  private Optional<NettyPeerLink> link = Optional.empty();

  Attempt(Channel channel, InetSocketAddress remote, boolean outbound, TrafficMeter meter) {
    this.channel = channel;
    this.remote = remote;
    this.outbound = outbound;
    this.meter = meter;
  }

  Channel channel() {
    return channel;
  }

  InetSocketAddress remote() {
    return remote;
  }

  InetAddress address() {
    return remote.getAddress();
  }

  boolean outbound() {
    return outbound;
  }

  TrafficMeter meter() {
    return meter;
  }

  /** Ends with the link, or with a {@link DialException}; for those who wait for it. */
  CompletableFuture<NettyPeerLink> greeting() {
    return greeting;
  }

  Optional<Bytes> key() {
    return key;
  }

  void authenticated(Bytes proven) {
    key = Optional.of(proven);
  }

  Optional<NettyPeerLink> link() {
    return link;
  }

  void connected(NettyPeerLink made) {
    link = Optional.of(made);
  }
}
