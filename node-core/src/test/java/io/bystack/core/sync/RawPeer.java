package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.BoxKeyPair;
import io.bystack.core.p2p.handshake.KeyAgreement;
import io.bystack.core.p2p.handshake.RecordCipher;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.net.PeerProtocol;
import io.bystack.core.p2p.net.PeerProtocol.ChannelSpec;
import io.bystack.core.p2p.net.ScriptedPeer;
import io.bystack.core.p2p.wire.Packet;
import io.bystack.core.p2p.wire.SnappyBlock;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A client on a real socket that shakes hands and then sends whatever it is told. */
public final class RawPeer implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final PeerProtocol speech;
  private final Socket socket = new Socket();
  private final CountDownLatch gone = new CountDownLatch(1);
  private RecordCipher cipher;
  private KeyAgreement agreed;

  /**
   * Connects.
   *
   * @param speech how it speaks, with its own identity
   * @param from any address of the loopback range
   */
  public RawPeer(PeerProtocol speech, InetAddress from, int port) throws IOException {
    this.speech = speech;
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** An address 127.0.a.b. */
  public static InetAddress address(int a, int b) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, (byte) a, (byte) b});
  }

  /** Agrees on keys. */
  public void exchangeKeys() throws IOException {
    BoxKeyPair own = BoxKeyPair.generate(new SecureRandom());
    socket.getOutputStream().write(own.publicKey().toArray());
    byte[] remote = new byte[KeyAgreement.KEY_BYTES];
    socket.setSoTimeout(TIMEOUT_MILLIS);
    new DataInputStream(socket.getInputStream()).readFully(remote);
    agreed = KeyAgreement.derive(own, Bytes.wrap(remote));
    cipher = new RecordCipher(agreed);
  }

  /** Our authentication message. */
  public Bytes authMessage() {
    return speech.identity().authMessage(agreed.challenge());
  }

  /** Agrees on keys, authenticates, says hello; from then on what comes is read and dropped. */
  public RawPeer handshake() throws IOException {
    exchangeKeys();
    data(authMessage());
    for (Bytes primitive : speech.hello().primitives(speech.own())) {
      data(primitive);
    }
    drain();
    return this;
  }

  /** Reads and drops what comes, to its end. */
  public void drain() {
    Thread.ofVirtual()
        .start(() -> {
          byte[] buffer = new byte[16 * 1024];
          try {
            socket.setSoTimeout(0);
            while (socket.getInputStream().read(buffer) >= 0) {
              // What a node says does not matter to one that only attacks.
            }
          } catch (IOException e) {
            // Reset or closed by us: gone as well.
          } finally {
            gone.countDown();
          }
        });
  }

  /** Sends bytes as they are. */
  public void raw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends data in records. */
  public void data(Bytes data) throws IOException {
    byte[] plain = data.toArray();
    for (int at = 0; at < plain.length; at += RecordCipher.MAX_DATA) {
      raw(cipher.seal(plain, at, Math.min(RecordCipher.MAX_DATA, plain.length - at)));
    }
  }

  /** A record that states a length it cannot have. */
  public void recordStating(int length) throws IOException {
    raw(cipher.sealStating(length));
  }

  /** Sends the bytes of a message in parts, compressed where its chain does so. */
  public void encoded(int channel, Bytes message) throws IOException {
    parts(channel, speech.compressed() ? SnappyBlock.compress(message) : message);
  }

  /** Sends bytes in parts as they are. */
  public void parts(int channel, Bytes bytes) throws IOException {
    for (int at = 0; at == 0 || at < bytes.length(); at += Packet.Part.MAX_SENT) {
      int end = Math.min(bytes.length(), at + Packet.Part.MAX_SENT);
      data(ScriptedPeer.part(channel, end == bytes.length() ? 1 : 0, bytes.slice(at, end)));
    }
  }

  /** Sends a message. */
  public void message(Message message) throws IOException {
    ChannelSpec channel = speech.channelFor(message).orElseThrow();
    encoded(channel.id(), channel.table().encode(message));
  }

  /** Waits until the other end has closed. */
  public boolean isGoneWithin(int seconds) throws InterruptedException {
    return gone.await(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
