package io.bystack.core.p2p.net;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.crypto.BoxKeyPair;
import io.bystack.core.p2p.handshake.KeyAgreement;
import io.bystack.core.p2p.handshake.NodeIdentity;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.handshake.RecordCipher;
import io.bystack.core.p2p.wire.WireReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Shakes hands with a node, hears what it says about itself, and hangs up (spec/04 §2, §3). Blocks;
 * takes part in no network and needs none.
 */
public final class HandshakeProbe {
  private final PeerProtocol protocol;
  private final Duration patience;
  private final InstantSource clock;

  /**
   * What a node said.
   *
   * @param key that it has proven
   * @param incompatibility why it could not be a peer of ours; none if it could
   * @param connected time until the TCP connection stood
   * @param greeted time from there until its hello was complete
   */
  public record Answer(
      Bytes key,
      String peerId,
      NodeInfo info,
      Optional<String> incompatibility,
      Duration connected,
      Duration greeted) {}

  /** A probe with the identity of a protocol, which should be a fresh one. */
  public HandshakeProbe(PeerProtocol protocol, Duration patience, InstantSource clock) {
    this.protocol = protocol;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * Dials.
   *
   * @throws IOException if the node cannot be reached, breaks off or is silent; the message says in
   *     which step
   */
  public Answer dial(InetSocketAddress address) throws IOException {
    Instant begin = clock.instant();
    try (Socket socket = new Socket()) {
      int millis = Math.toIntExact(patience.toMillis());
      socket.connect(address, millis);
      socket.setSoTimeout(millis);
      socket.setTcpNoDelay(true);
      return new Talk(socket, begin).answer();
    }
  }

  /** One connection's exchange. */
  private final class Talk {
    private final DataInputStream in;
    private final OutputStream out;
    private final Instant begin;
    private final Instant connected = clock.instant();
    private String step = "the key exchange";

    Talk(Socket socket, Instant begin) throws IOException {
      this.in = new DataInputStream(socket.getInputStream());
      this.out = socket.getOutputStream();
      this.begin = begin;
    }

    Answer answer() throws IOException {
      try {
        return exchange();
      } catch (EOFException e) {
        throw new IOException("the node closed the connection during " + step, e);
      } catch (SocketTimeoutException e) {
        throw new IOException("the node was silent for " + patience + " during " + step, e);
      } catch (DecodeException e) {
        throw new IOException("the node broke the protocol in " + step + ": " + e.getMessage(), e);
      }
    }

    private Answer exchange() throws IOException, DecodeException {
      BoxKeyPair own = BoxKeyPair.generate(new SecureRandom());
      out.write(own.publicKey().toArray());
      byte[] remote = new byte[KeyAgreement.KEY_BYTES];
      in.readFully(remote);
      KeyAgreement agreed = KeyAgreement.derive(own, Bytes.wrap(remote));
      own.close();
      RecordCipher cipher = new RecordCipher(agreed);
      step = "authentication";
      NodeIdentity identity = protocol.identity();
      write(cipher, identity.authMessage(agreed.challenge()));
      Bytes received = Bytes.EMPTY;
      while (received.length() < identity.authLength()) {
        received = received.concat(read(cipher));
      }
      Bytes key =
          identity.authenticate(received.slice(0, identity.authLength()), agreed.challenge());
      step = "the exchange of NodeInfo";
      for (Bytes primitive : protocol.hello().primitives(protocol.own())) {
        write(cipher, primitive);
      }
      NodeInfo info = hello(cipher, received.slice(identity.authLength(), received.length()));
      return new Answer(
          key.compact(),
          identity.peerId(key),
          info,
          info.publicKey().equals(identity.stated(key))
              ? protocol.own().incompatibility(info)
              : Optional.of("NodeInfo states another key than was authenticated"),
          Duration.between(begin, connected),
          Duration.between(connected, clock.instant()));
    }

    private NodeInfo hello(RecordCipher cipher, Bytes first) throws IOException, DecodeException {
      Bytes received = first;
      while (true) {
        try {
          return protocol.hello().readHello(new WireReader(received, NodeInfo.MAX_BYTES));
        } catch (DecodeException e) {
          boolean more =
              e.kind() == DecodeException.Kind.EOF || e.kind() == DecodeException.Kind.SHORT;
          if (!more || received.length() > NodeInfo.MAX_BYTES) {
            throw e;
          }
        }
        received = received.concat(read(cipher));
      }
    }

    private void write(RecordCipher cipher, Bytes data) throws IOException {
      if (!data.isEmpty()) {
        out.write(cipher.seal(data.toArray(), 0, data.length()));
      }
    }

    /** The next record; a node that drips is given up like a silent one. */
    private Bytes read(RecordCipher cipher) throws IOException, DecodeException {
      if (Duration.between(connected, clock.instant()).compareTo(patience) > 0) {
        throw new SocketTimeoutException();
      }
      byte[] record = new byte[RecordCipher.RECORD];
      in.readFully(record);
      return cipher.open(record);
    }
  }
}
