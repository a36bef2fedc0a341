package io.bystack.core.crypto;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.hash.Sha512;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A key that signs: a scalar and a prefix of 32 bytes each (spec/05 §2). The prefix makes the
 * nonce, so that signatures are deterministic. Close it to wipe both. Thread-safe until closed.
 */
public final class Ed25519PrivateKey implements AutoCloseable {
  /** Size of a seed, a public key, and of each half of an expanded key, in bytes. */
  public static final int SIZE = 32;

  /** Size of a signature in bytes. */
  public static final int SIGNATURE_SIZE = 64;

  private static final byte[] ONE = Scalar.reduce(new byte[] {1});
  private static final byte[] ZERO = new byte[SIZE];

  private final byte[] scalar;
  private final byte[] prefix;
  private final byte[] publicKey;

  /** Takes over both arrays. */
  private Ed25519PrivateKey(byte[] scalar, byte[] prefix) {
    this.scalar = scalar;
    this.prefix = prefix;
    this.publicKey = publicKeyOf(scalar);
  }

  /**
   * The key of a 32-byte seed as in RFC 8032.
   *
   * @throws IllegalArgumentException if the seed is not 32 bytes
   */
  public static Ed25519PrivateKey ofSeed(byte[] seed) {
    if (seed.length != SIZE) {
      throw new IllegalArgumentException("an Ed25519 seed has 32 bytes, given " + seed.length);
    }
    byte[] wide = Sha512.hash(seed);
    wide[0] &= (byte) 0xf8;
    wide[31] = (byte) ((wide[31] & 0x7f) | 0x40);
    Ed25519PrivateKey key = ofExpanded(wide);
    Arrays.fill(wide, (byte) 0);
    return key;
  }

  /** A fresh seed. */
  public static byte[] newSeed(SecureRandom random) {
    byte[] seed = new byte[SIZE];
    random.nextBytes(seed);
    return seed;
  }

  /**
   * The key of 64 bytes: the scalar, little-endian and of any value, then the prefix.
   *
   * @throws IllegalArgumentException if they are not 64 bytes
   */
  public static Ed25519PrivateKey ofExpanded(byte[] expanded) {
    if (expanded.length != 2 * SIZE) {
      throw new IllegalArgumentException(
          "an expanded Ed25519 key has 64 bytes, given " + expanded.length);
    }
    return new Ed25519PrivateKey(
        Arrays.copyOf(expanded, SIZE), Arrays.copyOfRange(expanded, SIZE, 2 * SIZE));
  }

  /** The canonical encoding of a·B, for any 32-byte integer a. */
  static byte[] publicKeyOf(byte[] scalar) {
    byte[] reduced = Scalar.multiplyAdd(scalar, ONE, ZERO);
    byte[] point = encodeAndWipe(BasePoint.multiply(reduced));
    Arrays.fill(reduced, (byte) 0);
    return point;
  }

  /** The 32-byte public key. */
  public Bytes publicKey() {
    return Bytes.copyOf(publicKey);
  }

  /** The 64-byte signature of a message. */
  public byte[] sign(byte[] message) {
    byte[] nonce = Scalar.reduce(Sha512.hash(prefix, message));
    byte[] r = encodeAndWipe(BasePoint.multiply(nonce));
    byte[] h = Scalar.reduce(Sha512.hash(r, publicKey, message));
    byte[] s = Scalar.multiplyAdd(h, scalar, nonce);
    Arrays.fill(nonce, (byte) 0);
    byte[] signature = Arrays.copyOf(r, SIGNATURE_SIZE);
    System.arraycopy(s, 0, signature, SIZE, SIZE);
    return signature;
  }

  /** The 64-byte signature of a message. */
  public Bytes sign(Bytes message) {
    return Bytes.wrap(sign(message.toArray()));
  }

  /** Wipes the key. It must not sign afterwards. */
  @Override
  public void close() {
    Arrays.fill(scalar, (byte) 0);
    Arrays.fill(prefix, (byte) 0);
  }

  @Override
  public String toString() {
    return "Ed25519PrivateKey[public " + publicKey() + "]";
  }

  private static byte[] encodeAndWipe(EdwardsPoint point) {
    byte[] bytes = point.encode();
    point.wipe();
    return bytes;
  }
}
