package io.bystack.core.p2p.net;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.handshake.KeyAgreement;
import io.bystack.core.p2p.handshake.NodeIdentity;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Sends our proof of our node key and checks the peer's (spec/04 §2.4). Then announces the key as
 * {@link Authenticated} and gives way.
 */
final class AuthenticationHandler extends ChannelInboundHandlerAdapter {
  private final NodeIdentity identity;
  private Bytes challenge = Bytes.EMPTY;
  private Bytes received = Bytes.EMPTY;

  /** The event that names the peer's proven key. */
  record Authenticated(Bytes key) {}

  AuthenticationHandler(NodeIdentity identity) {
    this.identity = identity;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof KeyAgreement agreed) {
      challenge = agreed.challenge();
      var _ = ctx.writeAndFlush(identity.authMessage(challenge));
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) throws DecodeException {
    received = received.concat((Bytes) msg);
    int length = identity.authLength();
    if (received.length() < length) {
      return;
    }
    Bytes key = identity.authenticate(received.slice(0, length), challenge).compact();
    ctx.fireUserEventTriggered(new Authenticated(key));
    if (received.length() > length) {
      ctx.fireChannelRead(received.slice(length, received.length()));
    }
    ctx.pipeline().remove(this);
  }
}
