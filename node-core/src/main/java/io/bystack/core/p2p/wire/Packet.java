package io.bystack.core.p2p.wire;

import io.bystack.core.bytes.Bytes;

/** A packet of the multiplexed connection (spec/04 §4). */
public sealed interface Packet {
  /** Asks for a pong. */
  record Ping() implements Packet {
    public static final Bytes BYTES = Bytes.of(1);
  }

  /** Answers a ping. */
  record Pong() implements Packet {
    public static final Bytes BYTES = Bytes.of(2);
  }

  /** A part of a channel's message; {@code last} ends the message. */
  record Part(int channel, boolean last, Bytes payload) implements Packet {
    static final int TYPE = 3;

    /** Most payload bytes we send in a part. */
    public static final int MAX_SENT = 1024;
  }
}
