package io.bystack.core.p2p.net;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.handshake.Printable;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.message.MessageTable;
import io.bystack.core.p2p.message.MessageTable.UnservableMessage;
import io.bystack.core.p2p.net.AssemblyHandler.Encoded;
import io.bystack.core.p2p.net.PeerProtocol.ChannelSpec;
import io.bystack.core.p2p.wire.SnappyBlock;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Decompresses and decodes messages. What does not decompress, or is empty or nil, closes the
 * connection; what does not decode is announced as {@link Malformed} and dropped (spec/04 §5).
 */
final class MessageHandler extends ChannelInboundHandlerAdapter {
  private final PeerProtocol protocol;
  private final TrafficMeter meter;

  /** A decoded message and the bytes it took. */
  record Received(Message message, int size) {}

  /** A message that does not decode, and the bytes it took. */
  record Malformed(String why, int size) {}

  MessageHandler(PeerProtocol protocol, TrafficMeter meter) {
    this.protocol = protocol;
    this.meter = meter;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg)
      throws DecodeException, UnservableMessage {
    Encoded encoded = (Encoded) msg;
    ChannelSpec channel = protocol.channel(encoded.channel()).orElseThrow();
    Bytes data =
        protocol.compresses(encoded.channel())
            ? SnappyBlock.decompress(encoded.data(), MessageTable.MAX_MESSAGE)
            : encoded.data();
    Message message;
    try {
      message = channel.table().decode(data);
    } catch (DecodeException e) {
      ctx.fireUserEventTriggered(new Malformed(Printable.of(e.getMessage(), 100), data.length()));
      return;
    }
    meter.receivedMessage(channel.table().kind(message), encoded.data().length());
    ctx.fireChannelRead(new Received(message, data.length()));
  }
}
