package io.bystack.core.p2p.net;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

/** Why a connection was closed; the first reason given stays. */
record Closing(Ending kind, String text) {
  private static final AttributeKey<Closing> KEY = AttributeKey.valueOf("bystack.closing");
  private static final Closing BY_PEER = new Closing(Ending.BY_PEER, "closed by peer");

  /** Notes the reason without closing. */
  void note(Channel channel) {
    channel.attr(KEY).setIfAbsent(this);
  }

  /** Closes for this reason. */
  void close(Channel channel) {
    note(channel);
    var _ = channel.close();
  }

  /** The reason a closed connection was closed for. */
  static Closing of(Channel channel) {
    Closing noted = channel.attr(KEY).get();
    return noted == null ? BY_PEER : noted;
  }
}
