package io.bystack.core.p2p.net;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.BoxKeyPair;
import io.bystack.core.p2p.handshake.KeyAgreement;
import io.bystack.core.p2p.handshake.NodeIdentity;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.handshake.RecordCipher;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.wire.MemoryBudget;
import io.bystack.core.p2p.wire.SnappyBlock;
import io.bystack.core.p2p.wire.WireWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A client that says exactly what it is told to a pipeline of ours, without a socket: for checks of
 * how we take malformed input. Not thread-safe.
 */
public final class ScriptedPeer {
  private static final int PART = 3;
  private static final long BUDGET = 64L << 20;

  private final PeerProtocol ours;
  private final NodeIdentity identity;
  private final EmbeddedChannel channel;
  private final List<Message> received = new ArrayList<>();
  private RecordCipher cipher;
  private KeyAgreement agreed;
  private int malformed;

  /** A client of that identity at the other end of a fresh accepted connection. */
  public ScriptedPeer(PeerProtocol ours, NodeIdentity identity) {
    this.ours = ours;
    this.identity = identity;
    this.channel = new EmbeddedChannel();
    InetSocketAddress remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    MemoryBudget budget = new MemoryBudget(BUDGET);
    NettyPeerLink.Wiring wiring = new NettyPeerLink.Wiring(ours, budget, (_, _, _) -> {});
    PeerPipeline.install(
        channel.pipeline(),
        new Attempt(
            channel,
            remote,
            false,
            new TrafficMeter(ours, new NetworkCounters(ours), InstantSource.system())),
        new PeerPipeline.Parts(
            ours, budget, budget, InstantSource.system(), new SecureRandom(), new Heard(wiring)));
  }

  /** Takes down what the pipeline hears. */
  private final class Heard implements PeerPipeline.Callbacks {
    private final NettyPeerLink.Wiring wiring;

    Heard(NettyPeerLink.Wiring wiring) {
      this.wiring = wiring;
    }

    @Override
    public Optional<String> authenticated(Attempt attempt, Bytes key) {
      return key.equals(ours.identity().publicKey())
          ? Optional.of("this is our own key")
          : Optional.empty();
    }

    @Override
    public Optional<NettyPeerLink> greeted(Attempt attempt, Bytes key, NodeInfo info) {
      return Optional.of(
          new NettyPeerLink(wiring, attempt, key, info, InstantSource.system().instant()));
    }

    @Override
    public void received(NettyPeerLink link, MessageHandler.Received message, Runnable done) {
      received.add(message.message());
      done.run();
    }

    @Override
    public void malformed(NettyPeerLink link, MessageHandler.Malformed message) {
      malformed++;
    }
  }

  /** Exchanges ephemeral keys; ours is as given, or fresh. */
  public void exchangeKeys(Optional<Bytes> publicKey) {
    BoxKeyPair own = BoxKeyPair.generate(new SecureRandom());
    ByteBuf theirs = channel.readOutbound();
    byte[] remote = new byte[KeyAgreement.KEY_BYTES];
    theirs.readBytes(remote);
    theirs.release();
    agreed = KeyAgreement.derive(own, Bytes.wrap(remote));
    cipher = new RecordCipher(agreed);
    raw(publicKey.orElse(own.publicKey()));
  }

  /** Our authentication message. */
  public Bytes authMessage() {
    return identity.authMessage(agreed.challenge());
  }

  /** Sends bytes as they are; nothing once the connection is closed. */
  public void raw(Bytes bytes) {
    if (!channel.isOpen()) {
      return;
    }
    channel.writeInbound(Unpooled.wrappedBuffer(bytes.toArray()));
    channel.runPendingTasks();
  }

  /** The sealed record of up to 1024 bytes of data. */
  public Bytes seal(Bytes data) {
    return Bytes.wrap(cipher.seal(data.toArray(), 0, data.length()));
  }

  /** A sealed record that states another length than it can have. */
  public Bytes sealWithLength(int length) {
    return Bytes.wrap(cipher.sealStating(length));
  }

  /** The primitives of a hello. */
  public List<Bytes> primitives(NodeInfo info) {
    return ours.hello().primitives(info);
  }

  /** Sends data in records. */
  public void send(Bytes data) {
    for (int at = 0; at < data.length(); at += RecordCipher.MAX_DATA) {
      raw(seal(data.slice(at, Math.min(data.length(), at + RecordCipher.MAX_DATA))));
    }
  }

  /** Sends each in records of its own. */
  public void sendEach(List<Bytes> parts) {
    parts.stream().filter(p -> !p.isEmpty()).forEach(this::send);
  }

  /** Exchanges keys, authenticates and says hello correctly. */
  public void handshake(NodeInfo hello) {
    exchangeKeys(Optional.empty());
    send(authMessage());
    sendEach(ours.hello().primitives(hello));
  }

  /** What a correct client of this identity says about itself. */
  public NodeInfo hello() {
    NodeInfo own = ours.own();
    return new NodeInfo(
        identity.stated(identity.publicKey()),
        "scripted",
        own.network(),
        "",
        "127.0.0.1:1",
        own.version(),
        own.serviceFlags(),
        own.other());
  }

  /** A packet with a part of a message. */
  public static Bytes part(int channel, int end, Bytes payload) {
    return new ByteWriter()
        .u8(PART)
        .u8(channel)
        .u8(end)
        .raw(new WireWriter().bytes(payload).toBytes())
        .toBytes();
  }

  /** The bytes of a message as they travel in parts. */
  public Bytes encode(Bytes message) {
    return ours.compressed() ? SnappyBlock.compress(message) : message;
  }

  /** Sends whole messages. */
  public void message(int id, Bytes message) {
    send(part(id, 1, encode(message)));
  }

  public boolean isOpen() {
    channel.runPendingTasks();
    return channel.isOpen();
  }

  /** The messages that have come through. */
  public List<Message> received() {
    return List.copyOf(received);
  }

  /** How many messages did not decode. */
  public int malformed() {
    return malformed;
  }

  /** Ends the connection. */
  public void close() {
    channel.finishAndReleaseAll();
  }
}
