package io.bystack.core.p2p.net;

import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.handshake.Printable;
import io.bystack.core.p2p.message.MessageTable.UnservableMessage;
import io.bystack.core.p2p.net.HelloHandler.Greeted;
import io.bystack.core.p2p.net.HelloHandler.Refused;
import io.bystack.core.p2p.net.MessageHandler.Malformed;
import io.bystack.core.p2p.net.MessageHandler.Received;
import io.bystack.core.p2p.wire.MemoryBudget;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a peer's messages to the owner and stops reading while too many of them wait there; what is
 * not read fills the peer's own buffers. Turns every error into a close with a reason.
 */
final class PeerHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(PeerHandler.class);
  private static final long MAX_WAITING_BYTES = 4L << 20;
  private static final int MAX_WAITING = 256;

  private final Attempt attempt;
  private final PeerPipeline.Callbacks callbacks;
  private final MemoryBudget budget;
  private Optional<NettyPeerLink> link = Optional.empty();
  private long waitingBytes;
  private int waiting;

  /**
   * @param budget for the waiting messages of all peers
   */
  PeerHandler(Attempt attempt, PeerPipeline.Callbacks callbacks, MemoryBudget budget) {
    this.attempt = attempt;
    this.callbacks = callbacks;
    this.budget = budget;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    switch (event) {
      case Greeted greeted -> {
        ctx.pipeline().remove(HandshakeDeadlineHandler.class);
        link = callbacks.greeted(attempt, greeted.key(), greeted.info());
        if (link.isEmpty()) {
          new Closing(Ending.NO_ROOM, "no room for it any more").close(ctx.channel());
        }
      }
      case Malformed malformed -> link.ifPresent(l -> callbacks.malformed(l, malformed));
      default -> ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    Received received = (Received) msg;
    if (link.isEmpty()) {
      return;
    }
    if (!budget.take(received.size())) {
      new Closing(Ending.NO_ROOM, "no memory left for messages").close(ctx.channel());
      return;
    }
    waiting++;
    waitingBytes += received.size();
    if (waiting >= MAX_WAITING || waitingBytes >= MAX_WAITING_BYTES) {
      ctx.channel().config().setAutoRead(false);
    }
    callbacks.received(
        link.get(),
        received,
        () -> {
          budget.give(received.size());
          ctx.executor().execute(() -> done(ctx, received.size()));
        });
  }

  private void done(ChannelHandlerContext ctx, int size) {
    waiting--;
    waitingBytes -= size;
    if (waiting <= MAX_WAITING / 2 && waitingBytes <= MAX_WAITING_BYTES / 2) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    Closing closing =
        switch (root) {
          case ConnectException e -> new Closing(Ending.UNREACHABLE, e.getMessage());
          case IOException _ -> new Closing(Ending.BY_PEER, "connection lost");
          case Refused refused -> new Closing(refused.kind(), Printable.of(text, 400));
          case DecodeException _, UnservableMessage _ ->
              new Closing(Ending.PROTOCOL, Printable.of(text, 120));
          default -> new Closing(Ending.INTERNAL, Printable.of(text, 120));
        };
    if (closing.kind() == Ending.INTERNAL) {
      LOG.warn("connection with {} fails", attempt.remote(), cause);
    }
    closing.close(ctx.channel());
  }
}
