package io.bystack.core.p2p.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Closes a connection whose handshake takes too long; whoever ends the handshake removes it. */
final class HandshakeDeadlineHandler extends ChannelInboundHandlerAdapter {
  private final Duration limit;
  private Optional<Future<?>> timer = Optional.empty();

  HandshakeDeadlineHandler(Duration limit) {
    this.limit = limit;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    timer =
        Optional.of(
            ctx.executor()
                .schedule(
                    () ->
                        new Closing(
                                Ending.HANDSHAKE_TIMEOUT,
                                "handshake took more than " + limit.toSeconds() + " s")
                            .close(ctx.channel()),
                    limit.toMillis(),
                    TimeUnit.MILLISECONDS));
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    timer.ifPresent(t -> t.cancel(false));
  }
}
