package io.bystack.core.sync.vectors;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.crypto.BoxKeyPair;
import io.bystack.core.hash.Ripemd160;
import io.bystack.core.hash.Sha256;
import io.bystack.core.p2p.handshake.KeyAgreement;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.handshake.RecordCipher;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.net.PeerProtocol;
import io.bystack.core.p2p.net.PeerProtocol.ChannelSpec;
import io.bystack.core.p2p.net.ScriptedPeer;
import io.bystack.core.p2p.wire.MemoryBudget;
import io.bystack.core.p2p.wire.MessageAssembler;
import io.bystack.core.p2p.wire.Packet;
import io.bystack.core.p2p.wire.PacketParser;
import io.bystack.core.p2p.wire.SnappyBlock;
import io.bystack.core.p2p.wire.WireReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client on a loopback socket that says what it is told and hears what the node says. What it is
 * told to say after the node has closed is dropped: that the node has closed shows when it listens.
 */
final class Visitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Visitor.class);
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int MAX_MESSAGE = 1 << 20;
  private static final int NONCE = 24;

  private final PeerProtocol speech;
  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final PacketParser parser;
  private final MessageAssembler assembler = new MessageAssembler(new MemoryBudget(MAX_MESSAGE));
  private final Deque<Heard> waiting = new ArrayDeque<>();
  private RecordCipher cipher;
  private KeyAgreement agreed;

  /** A message of the node's. */
  record Heard(int channel, Bytes message) {
    int type() {
      return message.unsigned(0);
    }
  }

  /** Connects, speaking as a reference node would. */
  Visitor(PeerProtocol speech, int port) throws IOException {
    this.speech = speech;
    this.parser =
        new PacketParser(
            speech.channels().stream().map(ChannelSpec::id).collect(Collectors.toSet()));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
  }

  PeerProtocol speech() {
    return speech;
  }

  /** Agrees on keys; a banned one finds the connection closed. */
  void exchangeKeys() throws IOException {
    BoxKeyPair own = BoxKeyPair.generate(new SecureRandom());
    write(own.publicKey().toArray());
    agreed = KeyAgreement.derive(own, remoteKey());
    cipher = new RecordCipher(agreed);
  }

  /** Agrees on keys with one of 32 zero bytes for ours, of which everybody knows what comes out. */
  void exchangeZeroKey() throws IOException {
    Bytes zero = Bytes.wrap(new byte[KeyAgreement.KEY_BYTES]);
    write(zero.toArray());
    Bytes remote = remoteKey();
    Bytes pair = zero.concat(remote);
    byte[] even = new byte[NONCE];
    Ripemd160.hash(pair).copyTo(even, 0);
    byte[] odd = even.clone();
    odd[NONCE - 1] ^= 1;
    agreed =
        new KeyAgreement(
            Bytes.wrap(BoxKeyPair.generate(new SecureRandom()).sharedKey(zero)),
            Bytes.wrap(odd),
            Bytes.wrap(even),
            Bytes.wrap(Sha256.hash(pair.toArray())));
    cipher = new RecordCipher(agreed);
  }

  private Bytes remoteKey() throws IOException {
    byte[] remote = new byte[KeyAgreement.KEY_BYTES];
    in.readFully(remote);
    return Bytes.wrap(remote);
  }

  /** Authenticates. */
  void authenticate() {
    data(speech.identity().authMessage(agreed.challenge()));
  }

  /** Says hello, each primitive in a record of its own. */
  void hello() {
    speech.hello().primitives(speech.own()).stream().filter(p -> !p.isEmpty()).forEach(this::data);
  }

  /** Says hello in one record. */
  void helloInOneRecord() {
    List<Bytes> primitives = speech.hello().primitives(speech.own());
    data(primitives.stream().reduce(Bytes.EMPTY, Bytes::concat));
  }

  /** Reads the node's side of the handshake, to its end. */
  void hearHello() throws IOException, DecodeException {
    Bytes received = Bytes.EMPTY;
    int auth = speech.identity().authLength();
    while (true) {
      if (received.length() > auth) {
        try {
          WireReader hello =
              new WireReader(received.slice(auth, received.length()), NodeInfo.MAX_BYTES);
          var _ = speech.hello().readHello(hello);
          take(received.slice(auth + hello.position(), received.length()));
          return;
        } catch (DecodeException e) {
          if (e.kind() != DecodeException.Kind.EOF && e.kind() != DecodeException.Kind.SHORT) {
            throw e;
          }
        }
      }
      received = received.concat(record());
    }
  }

  /** Shakes hands as it should be. */
  void shakeHands() throws IOException, DecodeException {
    exchangeKeys();
    authenticate();
    hello();
    hearHello();
  }

  /** Sends data in records. */
  private void data(Bytes data) {
    byte[] plain = data.toArray();
    for (int at = 0; at < plain.length; at += RecordCipher.MAX_DATA) {
      write(cipher.seal(plain, at, Math.min(RecordCipher.MAX_DATA, plain.length - at)));
    }
  }

  private void write(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      // The node has closed, which shows when we listen next.
      LOG.trace("{} takes no more: {}", socket, e.getMessage());
    }
  }

  /** Sends a message. */
  void say(Message message) {
    ChannelSpec channel = speech.channelFor(message).orElseThrow();
    Bytes bytes = encoded(channel.table().encode(message));
    for (int at = 0; at < bytes.length(); at += Packet.Part.MAX_SENT) {
      int end = Math.min(bytes.length(), at + Packet.Part.MAX_SENT);
      part(channel.id(), end == bytes.length() ? 1 : 0, bytes.slice(at, end));
    }
  }

  /** The bytes of a message as they travel. */
  Bytes encoded(Bytes message) {
    return speech.compressed() ? SnappyBlock.compress(message) : message;
  }

  /** Sends a part of a message with an end mark. */
  void part(int channel, int end, Bytes payload) {
    data(ScriptedPeer.part(channel, end, payload));
  }

  /**
   * The next message of the node's; none once it has closed the connection.
   *
   * @throws SocketTimeoutException if it says nothing and does not close
   */
  Optional<Heard> hear() throws IOException, DecodeException {
    while (waiting.isEmpty()) {
      try {
        take(record());
      } catch (SocketTimeoutException silent) {
        throw silent;
      } catch (IOException closed) {
        return Optional.empty();
      }
    }
    return Optional.of(waiting.remove());
  }

  private Bytes record() throws IOException, DecodeException {
    byte[] record = new byte[RecordCipher.RECORD];
    in.readFully(record);
    return cipher.open(record);
  }

  private void take(Bytes data) throws DecodeException {
    for (Packet packet : parser.feed(data)) {
      if (packet instanceof Packet.Part part) {
        Optional<Bytes> message = assembler.add(part);
        if (message.isPresent()) {
          waiting.add(new Heard(part.channel(), plain(message.get())));
        }
      }
    }
  }

  private Bytes plain(Bytes message) throws DecodeException {
    return speech.compressed() ? SnappyBlock.decompress(message, MAX_MESSAGE) : message;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
