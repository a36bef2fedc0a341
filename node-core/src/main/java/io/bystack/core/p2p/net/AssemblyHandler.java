package io.bystack.core.p2p.net;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.wire.MemoryBudget;
import io.bystack.core.p2p.wire.MessageAssembler;
import io.bystack.core.p2p.wire.Packet;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Optional;

/** Turns parts into whole messages, still encoded. */
final class AssemblyHandler extends ChannelInboundHandlerAdapter {
  private final MessageAssembler assembler;

  /** A whole message as it came. */
  record Encoded(int channel, Bytes data) {}

  AssemblyHandler(MemoryBudget budget) {
    this.assembler = new MessageAssembler(budget);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) throws DecodeException {
    Packet.Part part = (Packet.Part) msg;
    Optional<Bytes> message = assembler.add(part);
    if (message.isPresent()) {
      ctx.fireChannelRead(new Encoded(part.channel(), message.get()));
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    assembler.clear();
  }
}
