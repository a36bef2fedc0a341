package io.bystack.core.p2p.net;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.p2p.net.PeerProtocol.ChannelSpec;
import io.bystack.core.p2p.wire.Packet;
import io.bystack.core.p2p.wire.WireWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The messages waiting for one connection, per channel. Picks packets from the channel that has had
 * least of its share (spec/04 §4). Belongs to the connection's event loop.
 */
final class SendQueue {
  private static final double DECAY = 0.8;
  private static final int PACKET_TYPE = 3;

  private final List<Lane> lanes = new ArrayList<>();

  SendQueue(List<ChannelSpec> channels) {
    channels.forEach(c -> lanes.add(new Lane(c)));
  }

  /** A message and what to do when it has left our memory. */
  private record Waiting(Bytes data, Runnable released) {}

  /** Packets to write now, and what to do once they are written. */
  record Burst(Bytes packets, List<Runnable> released) {}

  /** A channel's waiting messages; of the first, {@code offset} bytes are sent. */
  private static final class Lane {
    final ChannelSpec channel;
    final Deque<Waiting> messages = new ArrayDeque<>();
    int offset;
    double recentlySent;

    Lane(ChannelSpec channel) {
      this.channel = channel;
    }

    double share() {
      return recentlySent / channel.priority();
    }
  }

  void add(ChannelSpec channel, Bytes message, Runnable released) {
    for (Lane lane : lanes) {
      if (lane.channel.equals(channel)) {
        lane.messages.add(new Waiting(message, released));
        return;
      }
    }
    throw new IllegalArgumentException("no channel " + channel.id());
  }

  /** Drops everything. */
  void clear() {
    for (Lane lane : lanes) {
      lane.messages.forEach(w -> w.released.run());
      lane.messages.clear();
      lane.offset = 0;
    }
  }

  /** Lets shares of the past count less; to be called every two seconds. */
  void decay() {
    lanes.forEach(l -> l.recentlySent *= DECAY);
  }

  /** Whole packets of together at most about {@code maxBytes}; empty if nothing waits. */
  Burst next(int maxBytes) {
    List<Runnable> released = new ArrayList<>();
    ByteWriter out = new ByteWriter(maxBytes);
    while (out.size() < maxBytes) {
      Lane lane = null;
      for (Lane l : lanes) {
        if (!l.messages.isEmpty() && (lane == null || l.share() < lane.share())) {
          lane = l;
        }
      }
      if (lane == null) {
        break;
      }
      int before = out.size();
      appendPacket(lane, out, released);
      lane.recentlySent += out.size() - before;
    }
    return new Burst(out.toBytes(), released);
  }

  private static void appendPacket(Lane lane, ByteWriter out, List<Runnable> released) {
    Bytes message = lane.messages.getFirst().data;
    int end = Math.min(message.length(), lane.offset + Packet.Part.MAX_SENT);
    boolean last = end == message.length();
    out.u8(PACKET_TYPE).u8(lane.channel.id()).u8(last ? 1 : 0);
    out.raw(new WireWriter().bytes(message.slice(lane.offset, end)).toBytes());
    lane.offset = last ? 0 : end;
    if (last) {
      released.add(lane.messages.removeFirst().released);
    }
  }
}
