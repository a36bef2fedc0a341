package io.bystack.core.p2p.net;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.handshake.RecordCipher;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandler;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.SocketAddress;
import java.util.List;

/**
 * Turns records into data and writes into records (spec/04 §2.2). A write of more than 1024 bytes
 * becomes several records; two writes never share one, which the handshake depends on (spec/04
 * §2.3).
 */
final class RecordHandler extends ByteToMessageDecoder implements ChannelOutboundHandler {
  private final RecordCipher cipher;

  RecordHandler(RecordCipher cipher) {
    this.cipher = cipher;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws DecodeException {
    if (in.readableBytes() >= RecordCipher.RECORD) {
      byte[] record = new byte[RecordCipher.RECORD];
      in.readBytes(record);
      Bytes data = cipher.open(record);
      if (!data.isEmpty()) {
        out.add(data);
      }
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    Bytes data = (Bytes) msg;
    if (data.isEmpty()) {
      promise.setSuccess();
      return;
    }
    byte[] plain = data.toArray();
    int pieces = (plain.length + RecordCipher.MAX_DATA - 1) / RecordCipher.MAX_DATA;
    ByteBuf sealed = Unpooled.buffer(pieces * RecordCipher.RECORD);
    for (int at = 0; at < plain.length; at += RecordCipher.MAX_DATA) {
      int length = Math.min(RecordCipher.MAX_DATA, plain.length - at);
      sealed.writeBytes(cipher.seal(plain, at, length));
    }
    var _ = ctx.write(sealed, promise);
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  @Override
  public void bind(ChannelHandlerContext ctx, SocketAddress local, ChannelPromise promise) {
    var _ = ctx.bind(local, promise);
  }

  @Override
  public void connect(
      ChannelHandlerContext ctx,
      SocketAddress remote,
      SocketAddress local,
      ChannelPromise promise) {
    var _ = ctx.connect(remote, local, promise);
  }

  @Override
  public void disconnect(ChannelHandlerContext ctx, ChannelPromise promise) {
    var _ = ctx.disconnect(promise);
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    var _ = ctx.close(promise);
  }

  @Override
  public void deregister(ChannelHandlerContext ctx, ChannelPromise promise) {
    var _ = ctx.deregister(promise);
  }

  @Override
  public void read(ChannelHandlerContext ctx) {
    ctx.read();
  }
}
