package io.bystack.core.p2p.net;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.net.HelloHandler.Greeted;
import io.bystack.core.p2p.wire.Packet;
import io.bystack.core.p2p.wire.PacketParser;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/** Turns data into packets; measures what passes. */
final class PacketHandler extends ChannelDuplexHandler {
  private final PacketParser parser;
  private final PeerProtocol protocol;
  private final TrafficMeter meter;

  PacketHandler(PeerProtocol protocol, TrafficMeter meter) {
    this.protocol = protocol;
    this.meter = meter;
    this.parser = new PacketParser(protocol.referenceChannels());
  }

  /** The fast lane opens only between nodes that both have said that they speak it. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Greeted greeted && protocol.sharesFastLane(greeted.info())) {
      parser.allow(PeerProtocol.LANE_CHANNEL);
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) throws DecodeException {
    Bytes data = (Bytes) msg;
    meter.receivedPackets(data.length());
    for (Packet packet : parser.feed(data)) {
      ctx.fireChannelRead(packet);
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    meter.sentPackets(((Bytes) msg).length());
    var _ = ctx.write(msg, promise);
  }
}
