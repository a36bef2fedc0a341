package io.bystack.core.p2p.discovery;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.p2p.handshake.NodeIdentity;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Discovery on a UDP socket; everything runs on the socket's event loop. */
public final class DiscoveryService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DiscoveryService.class);
  private static final int TICK_MILLIS = 250;

  private final Channel channel;
  private final Future<?> timer;
  private volatile int size;

  /**
   * How a chain's nodes find each other.
   *
   * @param version of its discovery protocol
   * @param hashesTarget whether a findnode's target is hashed
   */
  public record Dialect(Bytes prefix, int version, boolean hashesTarget) {}

  /** The socket's address, and nodes to ask first. */
  public record Place(InetSocketAddress listen, List<InetSocketAddress> seeds) {}

  private DiscoveryService(Channel channel, DiscoveryNode node, InstantSource clock) {
    this.channel = channel;
    this.timer =
        channel
            .eventLoop()
            .scheduleAtFixedRate(
                () -> {
                  node.tick(clock.millis());
                  size = node.size();
                },
                0,
                TICK_MILLIS,
                TimeUnit.MILLISECONDS);
  }

  /**
   * Opens the socket and begins.
   *
   * @param place where to listen, by custom the same port as for TCP, and whom to ask first
   * @param found is told the TCP address of every node that answers, on the event loop
   * @throws IOException if the address cannot be bound
   */
  public static DiscoveryService start(
      Dialect dialect,
      NodeIdentity identity,
      Place place,
      Consumer<InetSocketAddress> found,
      EventLoopGroup loops)
      throws IOException {
    InstantSource clock = InstantSource.system();
    Receiver receiver = new Receiver(clock);
    ChannelFuture bound =
        new Bootstrap()
            .group(loops)
            .channel(NioDatagramChannel.class)
            .handler(receiver)
            .bind(place.listen)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on UDP " + place.listen + ": " + bound.cause().getMessage());
    }
    place.seeds.stream()
        .filter(InetSocketAddress::isUnresolved)
        .forEach(seed -> LOG.warn("seed {} cannot be resolved and is not asked for nodes", seed));
    Channel channel = bound.channel();
    int port = ((InetSocketAddress) channel.localAddress()).getPort();
    DiscoveryNode.Self self =
        new DiscoveryNode.Self(
            new DiscoveryCodec(dialect.prefix),
            identity,
            port,
            dialect.version,
            dialect.hashesTarget);
    DiscoveryNode node =
        new DiscoveryNode(self, outlet(channel, found), place.seeds, new SecureRandom());
    receiver.node = node;
    return new DiscoveryService(channel, node, clock);
  }

  private static DiscoveryNode.Outlet outlet(Channel channel, Consumer<InetSocketAddress> found) {
    return new DiscoveryNode.Outlet() {
      @Override
      public void send(InetSocketAddress to, Bytes packet) {
        var _ =
            channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(packet.toArray()), to));
      }

      @Override
      public void found(InetSocketAddress tcpAddress) {
        found.accept(tcpAddress);
      }
    };
  }

  /** The port in use. */
  public int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** Nodes in the table. */
  public int size() {
    return size;
  }

  @Override
  public void close() {
    timer.cancel(false);
    channel.close().awaitUninterruptibly();
  }

  /** Hands datagrams to the node; whatever goes wrong is one packet's trouble. */
  private static final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
    private final InstantSource clock;
    private volatile DiscoveryNode node;

    Receiver(InstantSource clock) {
      this.clock = clock;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
      DiscoveryNode to = node;
      ByteBuf content = packet.content();
      if (to == null || content.readableBytes() > DiscoveryCodec.MAX_PACKET) {
        return;
      }
      byte[] bytes = new byte[content.readableBytes()];
      content.readBytes(bytes);
      to.received(packet.sender(), Bytes.wrap(bytes), clock.millis());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      LOG.debug("a discovery packet failed: {}", cause.toString());
    }
  }
}
