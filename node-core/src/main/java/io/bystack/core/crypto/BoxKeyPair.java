package io.bystack.core.crypto;

import io.bystack.core.bytes.Bytes;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * An X25519 key pair and the NaCl <em>box</em> key it shares with a peer (spec/04 §2.1). Close it
 * to wipe the private half.
 */
public final class BoxKeyPair implements AutoCloseable {
  /** Size of a private, public or shared key in bytes. */
  public static final int SIZE = 32;

  private final byte[] privateKey;
  private final Bytes publicKey;

  private BoxKeyPair(byte[] privateKey) {
    this.privateKey = privateKey;
    byte[] point = new byte[SIZE];
    X25519.scalarMultBase(privateKey, 0, point, 0);
    this.publicKey = Bytes.wrap(point);
  }

  /** A fresh pair. */
  public static BoxKeyPair generate(SecureRandom random) {
    byte[] key = new byte[SIZE];
    random.nextBytes(key);
    return new BoxKeyPair(key);
  }

  /**
   * The pair of a known private key, clamped when used.
   *
   * @throws IllegalArgumentException if it is not 32 bytes
   */
  public static BoxKeyPair of(byte[] privateKey) {
    requireSize("private", privateKey.length);
    return new BoxKeyPair(privateKey.clone());
  }

  /** The 32 bytes to send. */
  public Bytes publicKey() {
    return publicKey;
  }

  /**
   * The 32-byte key for {@link SecretBox}: HSalsa20 of the X25519 output. Any remote value is
   * accepted, also one of small order, as the network does.
   *
   * @throws IllegalArgumentException if the remote key is not 32 bytes
   */
  public byte[] sharedKey(Bytes remotePublicKey) {
    requireSize("public", remotePublicKey.length());
    byte[] product = new byte[SIZE];
    X25519.scalarMult(privateKey, 0, remotePublicKey.toArray(), 0, product, 0);
    byte[] shared = HSalsa20.ofZeros(product);
    Arrays.fill(product, (byte) 0);
    return shared;
  }

  /** Wipes the private key. */
  @Override
  public void close() {
    Arrays.fill(privateKey, (byte) 0);
  }

  @Override
  public String toString() {
    return "BoxKeyPair[" + publicKey + "]";
  }

  private static void requireSize(String which, int size) {
    if (size != SIZE) {
      throw new IllegalArgumentException("an X25519 " + which + " key has 32 bytes, given " + size);
    }
  }
}
