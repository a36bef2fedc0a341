package io.bystack.core.p2p.net;

import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.net.HelloHandler.Greeted;
import io.bystack.core.p2p.wire.Packet;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Answers pings, sends them, and closes a connection whose peer answers none or floods us with them
 * (spec/04 §4; the reference never notices either).
 */
final class KeepAliveHandler extends ChannelDuplexHandler {
  private static final Duration INTERVAL = Duration.ofSeconds(40);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int MAX_CONTROL_PER_INTERVAL = 400;

  private final InstantSource clock;
  private final TrafficMeter meter;
  private Optional<Future<?>> timer = Optional.empty();
  private long lastHeard;
  private int controls;
  private boolean pongDue;

  KeepAliveHandler(InstantSource clock, TrafficMeter meter) {
    this.clock = clock;
    this.meter = meter;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Greeted) {
      lastHeard = clock.millis();
      timer =
          Optional.of(
              ctx.executor()
                  .scheduleAtFixedRate(
                      () -> tick(ctx),
                      FIRST.toMillis(),
                      INTERVAL.toMillis(),
                      TimeUnit.MILLISECONDS));
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    timer.ifPresent(t -> t.cancel(false));
  }

  private void tick(ChannelHandlerContext ctx) {
    controls = 0;
    // While we do not read, silence is ours and not the peer's.
    if (!ctx.channel().config().isAutoRead()) {
      lastHeard = clock.millis();
    }
    if (clock.millis() - lastHeard > PATIENCE.toMillis()) {
      new Closing(Ending.SILENT, "no sign of life for 90 s").close(ctx.channel());
    } else {
      meter.pinged();
      var _ = ctx.writeAndFlush(Packet.Ping.BYTES);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) throws DecodeException {
    lastHeard = clock.millis();
    switch ((Packet) msg) {
      case Packet.Ping _ -> {
        countControl();
        pongDue = true;
      }
      case Packet.Pong _ -> {
        countControl();
        meter.ponged();
      }
      case Packet.Part part -> ctx.fireChannelRead(part);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    // Several pings read at once get one pong, which the protocol allows and a flood deserves.
    if (pongDue) {
      pongDue = false;
      var _ = ctx.writeAndFlush(Packet.Pong.BYTES);
    }
    ctx.fireChannelReadComplete();
  }

  private void countControl() throws DecodeException {
    controls++;
    if (controls > MAX_CONTROL_PER_INTERVAL) {
      throw DecodeException.format("flood of pings or pongs", -1);
    }
  }
}
