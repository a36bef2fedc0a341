package io.bystack.core.p2p.net;

import io.bystack.core.p2p.handshake.HelloFormat;
import io.bystack.core.p2p.handshake.NodeIdentity;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.message.LaneTable;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.message.MessageTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How a chain's nodes speak: who we are, the hello's form, the channels, whether messages are
 * compressed (spec/04 §0).
 *
 * @param own what we say about ourselves; its public key is ignored and that of the identity stated
 */
public record PeerProtocol(
    NodeIdentity identity,
    HelloFormat hello,
    NodeInfo own,
    boolean compressed,
    List<ChannelSpec> channels) {

  /** The text in a hello's further texts by which two nodes of this software know each other. */
  public static final String FAST_LANE = "bystack/1";

  /** A channel: its id byte, its share of the line, its messages. */
  public record ChannelSpec(int id, int priority, MessageTable table) {}

  /** The fast lane's channel, which reference nodes never see. */
  public static final int LANE_CHANNEL = 0x62;

  private static final ChannelSpec LANE = new ChannelSpec(LANE_CHANNEL, 5, LaneTable.table());

  public PeerProtocol {
    channels = withLane(channels, own.other().contains(FAST_LANE));
    own =
        new NodeInfo(
            identity.stated(identity.publicKey()),
            own.moniker(),
            own.network(),
            own.remoteAddress(),
            own.listenAddress(),
            own.version(),
            own.serviceFlags(),
            own.other());
  }

  /** The same, but speaking to all peers as a reference node would. */
  public PeerProtocol withoutFastLane() {
    NodeInfo plain =
        new NodeInfo(
            own.publicKey(),
            own.moniker(),
            own.network(),
            own.remoteAddress(),
            own.listenAddress(),
            own.version(),
            own.serviceFlags(),
            own.other().stream().filter(text -> !text.equals(FAST_LANE)).toList());
    return new PeerProtocol(identity, hello, plain, compressed, channels);
  }

  private static List<ChannelSpec> withLane(List<ChannelSpec> channels, boolean lane) {
    List<ChannelSpec> all = new ArrayList<>(channels);
    all.removeIf(c -> c.id == LANE_CHANNEL);
    if (lane) {
      all.add(LANE);
    }
    return List.copyOf(all);
  }

  /** Whether both we and a node that says this speak the fast lane. */
  public boolean sharesFastLane(NodeInfo theirs) {
    return own.other().contains(FAST_LANE) && theirs.other().contains(FAST_LANE);
  }

  /** Ids of the channels that reference nodes know. */
  Set<Integer> referenceChannels() {
    return channels.stream()
        .map(ChannelSpec::id)
        .filter(id -> id != LANE_CHANNEL)
        .collect(Collectors.toSet());
  }

  /** Whether a channel's messages are compressed; the fast lane's never are. */
  boolean compresses(int channel) {
    return compressed && channel != LANE_CHANNEL;
  }

  /** The channel of that id, if there is one. */
  public Optional<ChannelSpec> channel(int id) {
    return channels.stream().filter(c -> c.id == id).findFirst();
  }

  /** The names of all kinds of messages. */
  public Set<String> messageKinds() {
    Set<String> kinds = new TreeSet<>();
    channels.forEach(c -> kinds.addAll(c.table.kinds()));
    return kinds;
  }

  /** The channel that carries a message. */
  public Optional<ChannelSpec> channelFor(Message message) {
    return channels.stream().filter(c -> c.table.carries(message)).findFirst();
  }
}
