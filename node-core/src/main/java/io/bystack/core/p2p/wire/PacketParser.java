package io.bystack.core.p2p.wire;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.DecodeException.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts the byte stream of a multiplexed connection into packets, however it is framed (spec/04 §4).
 * Holds back less than one packet. Not thread-safe.
 */
public final class PacketParser {
  /** Most bytes of a part behind its type byte: channel, end mark, length, payload. */
  private static final int MAX_PART = 1034;

  private final Set<Integer> channels;
  private Bytes pending = Bytes.EMPTY;

  /** A parser that knows the channels of these ids. */
  public PacketParser(Set<Integer> channels) {
    this.channels = new HashSet<>(channels);
  }

  /** Lets parts of one more channel pass from now on. */
  public void allow(int channel) {
    channels.add(channel);
  }

  /**
   * The packets that the given bytes complete.
   *
   * @throws DecodeException for what must close the connection
   */
  public List<Packet> feed(Bytes data) throws DecodeException {
    Bytes all = pending.concat(data);
    List<Packet> packets = new ArrayList<>();
    int at = 0;
    while (at < all.length()) {
      WireReader in = new WireReader(all.slice(at, all.length()), 0);
      Optional<Packet> packet = next(in);
      if (packet.isEmpty()) {
        break;
      }
      packets.add(packet.get());
      at += in.position();
    }
    pending = all.slice(at, all.length()).compact();
    return packets;
  }

  private Optional<Packet> next(WireReader in) throws DecodeException {
    int type = in.u8();
    return switch (type) {
      case 1 -> Optional.of(new Packet.Ping());
      case 2 -> Optional.of(new Packet.Pong());
      case Packet.Part.TYPE -> part(in);
      default -> throw DecodeException.format("unknown packet type " + type, 0);
    };
  }

  private Optional<Packet> part(WireReader in) throws DecodeException {
    try {
      int channel = in.u8();
      if (!channels.contains(channel)) {
        throw DecodeException.format("unknown channel " + channel, 1);
      }
      boolean last = in.u8() == 1;
      long length = in.varint();
      int head = in.position() - 1;
      if (length < 0 || length > MAX_PART - head) {
        throw DecodeException.format("packet payload of " + length + " bytes", 3);
      }
      return Optional.of(new Packet.Part(channel, last, in.raw((int) length)));
    } catch (DecodeException e) {
      if (e.kind() == Kind.EOF || e.kind() == Kind.SHORT) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
