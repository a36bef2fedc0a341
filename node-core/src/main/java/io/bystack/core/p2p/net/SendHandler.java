package io.bystack.core.p2p.net;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.p2p.net.PeerProtocol.ChannelSpec;
import io.bystack.core.p2p.net.SendQueue.Burst;
import io.bystack.core.p2p.wire.SnappyBlock;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Compresses messages, queues them per channel and writes packets for as long as the socket takes
 * them. Small messages leave at once: no flush delay.
 */
final class SendHandler extends ChannelDuplexHandler {
  private static final int BURST = 16 * 1024;
  private static final int DECAY_SECONDS = 2;

  private final PeerProtocol protocol;
  private final SendQueue queue;
  private Future<?> timer;

  /** A message to be sent: its channel, its bytes, what to do when they have left our memory. */
  record Outgoing(ChannelSpec channel, Bytes data, Runnable released) {}

  SendHandler(PeerProtocol protocol) {
    this.protocol = protocol;
    this.queue = new SendQueue(protocol.channels());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    timer =
        ctx.executor()
            .scheduleAtFixedRate(queue::decay, DECAY_SECONDS, DECAY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    timer.cancel(false);
    queue.clear();
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    Outgoing outgoing = (Outgoing) msg;
    boolean compressed = protocol.compresses(outgoing.channel().id());
    Bytes data = compressed ? SnappyBlock.compress(outgoing.data()) : outgoing.data();
    queue.add(outgoing.channel(), data, outgoing.released());
    promise.setSuccess();
    pump(ctx);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    pump(ctx);
    ctx.fireChannelWritabilityChanged();
  }

  private void pump(ChannelHandlerContext ctx) {
    boolean written = false;
    while (ctx.channel().isWritable()) {
      Burst burst = queue.next(BURST);
      if (burst.packets().isEmpty()) {
        break;
      }
      var _ = ctx.write(burst.packets()).addListener(_ -> burst.released().forEach(Runnable::run));
      written = true;
    }
    if (written) {
      ctx.flush();
    }
  }
}
