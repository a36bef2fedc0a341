package io.bystack.core.p2p.net;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.BoxKeyPair;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.wire.MemoryBudget;
import io.netty.channel.ChannelPipeline;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The pipeline of a connection, from the socket up. */
final class PeerPipeline {
  /** Name of the record codec, which enters once keys are agreed on. */
  static final String RECORDS = "records";

  /** An accepted peer sends its hello at once, or never. */
  static final Duration INBOUND_HANDSHAKE = Duration.ofSeconds(10);

  /**
   * A dialled main-chain node may be busy with others' handshakes for up to 70 s (spec/04 §6.1).
   */
  static final Duration OUTBOUND_HANDSHAKE = Duration.ofSeconds(75);

  private PeerPipeline() {}

  /**
   * What the pipelines of a network have in common.
   *
   * @param reassembly memory for unfinished messages
   * @param waiting memory for messages the owner has not looked at
   */
  record Parts(
      PeerProtocol protocol,
      MemoryBudget reassembly,
      MemoryBudget waiting,
      InstantSource clock,
      SecureRandom keyRandom,
      Callbacks callbacks) {}

  /** What a pipeline reports, on its event loop. */
  interface Callbacks {
    /** A key is proven; an answer refuses it. */
    Optional<String> authenticated(Attempt attempt, Bytes key);

    /** The handshake is done; the link to deliver messages under, none if there is no room. */
    Optional<NettyPeerLink> greeted(Attempt attempt, Bytes key, NodeInfo info);

    /** A message; {@code done} must run once it has been dealt with. */
    void received(NettyPeerLink link, MessageHandler.Received message, Runnable done);

    /** A message that does not decode. */
    void malformed(NettyPeerLink link, MessageHandler.Malformed message);
  }

  static void install(ChannelPipeline pipeline, Attempt attempt, Parts parts) {
    PeerProtocol protocol = parts.protocol;
    Duration deadline = attempt.outbound() ? OUTBOUND_HANDSHAKE : INBOUND_HANDSHAKE;
    pipeline.addLast("deadline", new HandshakeDeadlineHandler(deadline));
    pipeline.addLast("keys", new KeyExchangeHandler(BoxKeyPair.generate(parts.keyRandom)));
    pipeline.addLast("authentication", new AuthenticationHandler(protocol.identity()));
    pipeline.addLast(
        "hello", new HelloHandler(protocol, key -> parts.callbacks.authenticated(attempt, key)));
    pipeline.addLast("packets", new PacketHandler(protocol, attempt.meter()));
    pipeline.addLast("keepAlive", new KeepAliveHandler(parts.clock, attempt.meter()));
    pipeline.addLast("assembly", new AssemblyHandler(parts.reassembly));
    pipeline.addLast("messages", new MessageHandler(protocol, attempt.meter()));
    pipeline.addLast("sending", new SendHandler(protocol));
    pipeline.addLast("peer", new PeerHandler(attempt, parts.callbacks, parts.waiting));
  }
}
