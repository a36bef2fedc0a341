package io.bystack.core.p2p.net;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.BoxKeyPair;
import io.bystack.core.p2p.handshake.KeyAgreement;
import io.bystack.core.p2p.handshake.RecordCipher;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Exchanges the ephemeral keys, then gives way to the record codec and announces the agreement as
 * an event (spec/04 §2.1).
 */
final class KeyExchangeHandler extends ByteToMessageDecoder {
  private final BoxKeyPair own;
  private boolean sent;

  KeyExchangeHandler(BoxKeyPair own) {
    this.own = own;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (ctx.channel().isActive()) {
      send(ctx);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    send(ctx);
    ctx.fireChannelActive();
  }

  private void send(ChannelHandlerContext ctx) {
    if (!sent) {
      sent = true;
      var _ = ctx.writeAndFlush(Unpooled.wrappedBuffer(own.publicKey().toArray()));
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (in.readableBytes() < KeyAgreement.KEY_BYTES) {
      return;
    }
    byte[] remote = new byte[KeyAgreement.KEY_BYTES];
    in.readBytes(remote);
    KeyAgreement agreed = KeyAgreement.derive(own, Bytes.wrap(remote));
    RecordCipher cipher = new RecordCipher(agreed);
    ctx.pipeline().addAfter(ctx.name(), PeerPipeline.RECORDS, new RecordHandler(cipher));
    ctx.pipeline().context(PeerPipeline.RECORDS).fireUserEventTriggered(agreed);
    own.close();
    // What is left in our buffer is handed to the record codec when this handler goes.
    ctx.pipeline().remove(this);
  }
}
