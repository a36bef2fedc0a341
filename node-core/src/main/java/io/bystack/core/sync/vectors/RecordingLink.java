package io.bystack.core.sync.vectors;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.handshake.NodeInfo.NetworkName;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.net.Offence;
import io.bystack.core.p2p.net.PeerLink;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A peer that only keeps what it is sent. */
public final class RecordingLink implements PeerLink {
  private final List<Message> sent = new ArrayList<>();
  private final List<String> offences = new ArrayList<>();
  private final boolean fastLane;

  /** A peer that speaks the fast lane or does not. */
  public RecordingLink(boolean fastLane) {
    this.fastLane = fastLane;
  }

  /** What was sent since the last call. */
  public List<Message> take() {
    List<Message> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  /** What it is blamed for. */
  public List<String> offences() {
    return offences;
  }

  @Override
  public Bytes key() {
    return Bytes.EMPTY;
  }

  @Override
  public String id() {
    return "recorded";
  }

  @Override
  public InetSocketAddress remote() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
  }

  @Override
  public boolean outbound() {
    return false;
  }

  @Override
  public NodeInfo info() {
    return new NodeInfo(
        Bytes.EMPTY, "", new NetworkName("", 0), "", "", "1", NodeInfo.FULL_NODE, List.of());
  }

  @Override
  public boolean fastLane() {
    return fastLane;
  }

  @Override
  public boolean send(Message message) {
    return sent.add(message);
  }

  @Override
  public long queuedBytes() {
    return 0;
  }

  @Override
  public void offend(Offence offence, String what) {
    offences.add(offence + ": " + what);
  }

  @Override
  public void close(String reason) {
    offences.add("closed: " + reason);
  }
}
