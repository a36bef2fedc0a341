package io.bystack.core.p2p.net;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.net.AuthenticationHandler.Authenticated;
import io.bystack.core.p2p.wire.WireReader;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Optional;

/**
 * Exchanges NodeInfo, one record for each primitive (spec/04 §2.3, §3). Our hello leaves only after
 * the gate has admitted the authenticated key: closing before it is what keeps a main-chain peer
 * from going deaf on its first connection (spec/04 §3.2). Then announces {@link Greeted} and gives
 * way.
 */
final class HelloHandler extends ChannelInboundHandlerAdapter {
  private final PeerProtocol protocol;
  private final Admission admission;
  private Bytes key = Bytes.EMPTY;
  private Bytes received = Bytes.EMPTY;

  /** Decides on a key whose owner is proven; the answer names the reason of a refusal. */
  @FunctionalInterface
  interface Admission {
    Optional<String> refusal(Bytes key);
  }

  /** Ends a connection with a node that keeps to the protocol but cannot be our peer. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final Ending kind;

    Refused(Ending kind, String why) {
      super(why, null, false, false);
      this.kind = kind;
    }

    Ending kind() {
      return kind;
    }
  }

  /** The event that ends the handshake. */
  record Greeted(Bytes key, NodeInfo info) {}

  HelloHandler(PeerProtocol protocol, Admission admission) {
    this.protocol = protocol;
    this.admission = admission;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Refused {
    if (!(event instanceof Authenticated authenticated)) {
      ctx.fireUserEventTriggered(event);
      return;
    }
    key = authenticated.key();
    Optional<String> refusal = admission.refusal(key);
    if (refusal.isPresent()) {
      throw new Refused(Ending.REFUSED, refusal.get());
    }
    for (Bytes primitive : protocol.hello().primitives(protocol.own())) {
      var _ = ctx.write(primitive);
    }
    ctx.flush();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) throws DecodeException, Refused {
    received = received.concat((Bytes) msg);
    WireReader in = new WireReader(received, NodeInfo.MAX_BYTES);
    NodeInfo info;
    try {
      info = protocol.hello().readHello(in);
    } catch (DecodeException e) {
      boolean more = e.kind() == DecodeException.Kind.EOF || e.kind() == DecodeException.Kind.SHORT;
      if (more && received.length() <= NodeInfo.MAX_BYTES) {
        return;
      }
      throw e;
    }
    Optional<String> incompatible = protocol.own().incompatibility(info);
    if (incompatible.isPresent()) {
      Ending kind =
          protocol.own().otherRules(info).isPresent() ? Ending.OTHER_RULES : Ending.REFUSED;
      throw new Refused(kind, "incompatible peer: " + incompatible.get());
    }
    if (!info.publicKey().equals(protocol.identity().stated(key))) {
      throw new Refused(Ending.REFUSED, "NodeInfo states another key than was authenticated");
    }
    ctx.fireUserEventTriggered(new Greeted(key, info));
    if (in.remaining() > 0) {
      ctx.fireChannelRead(received.slice(in.position(), received.length()));
    }
    ctx.pipeline().remove(this);
  }
}
