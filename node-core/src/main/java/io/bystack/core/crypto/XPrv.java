package io.bystack.core.crypto;

import io.bystack.core.bytes.Bytes;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A hierarchical private key: 32 bytes of scalar, little-endian, and 32 bytes of chain code
 * (spec/05 §3). Close it to wipe it. Thread-safe until closed.
 */
public final class XPrv implements AutoCloseable {
  /** Size in bytes. */
  public static final int SIZE = 64;

  private final byte[] bytes;

  /** Takes over the array. */
  private XPrv(byte[] bytes) {
    this.bytes = bytes;
  }

  static XPrv ofTrusted(byte[] bytes) {
    return new XPrv(bytes);
  }

  /** The root key of a seed of any length. */
  public static XPrv root(byte[] seed) {
    return ChainKd.root(seed);
  }

  /** The root key of a fresh seed. */
  public static XPrv generate(SecureRandom random) {
    byte[] seed = new byte[SIZE];
    random.nextBytes(seed);
    XPrv key = root(seed);
    Arrays.fill(seed, (byte) 0);
    return key;
  }

  /**
   * The key of a copy of 64 bytes.
   *
   * @throws KeyException if they are not 64 bytes
   */
  public static XPrv of(byte[] bytes) throws KeyException {
    if (bytes.length != SIZE) {
      throw KeyException.badKey("bad key: an xprv has 64 bytes, given " + bytes.length);
    }
    return new XPrv(bytes.clone());
  }

  /**
   * Parses 128 hex digits of either case.
   *
   * @throws KeyException with {@code bad key string} for another length, or naming what else is
   *     wrong
   */
  public static XPrv parse(String text) throws KeyException {
    return new XPrv(KeyException.parseKey(text));
  }

  /** A copy of the 64 secret bytes; the caller wipes it. */
  public byte[] toSecretBytes() {
    return bytes.clone();
  }

  /** The 128 hex digits of the secret, for export on the user's explicit request. */
  public String toSecretHex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** The public key: one multiplication of the base point. */
  public XPub xpub() {
    return ChainKd.xpub(bytes);
  }

  /**
   * The child that the public key alone can derive too.
   *
   * @throws KeyException if the scalar leaves 256 bits, which takes more derivations than any path
   *     has
   */
  public XPrv child(Bytes selector) throws KeyException {
    return ChainKd.child(bytes, selector.toArray());
  }

  /** The child that only the private key can derive. */
  public XPrv hardenedChild(Bytes selector) {
    return ChainKd.hardenedChild(bytes, selector.toArray());
  }

  /**
   * Non-hardened children of children, one for each selector; a new key also for the empty path.
   */
  public XPrv derive(List<Bytes> path) throws KeyException {
    XPrv key = new XPrv(bytes.clone());
    for (Bytes selector : path) {
      try (XPrv parent = key) {
        key = parent.child(selector);
      }
    }
    return key;
  }

  /** The 64-byte expanded form: the scalar and the prefix for nonces. The caller wipes it. */
  public byte[] expanded() {
    return ChainKd.expanded(bytes);
  }

  /** The key that signs with this key, to be kept for many signatures; the caller closes it. */
  public Ed25519PrivateKey signingKey() {
    byte[] expanded = expanded();
    Ed25519PrivateKey key = Ed25519PrivateKey.ofExpanded(expanded);
    Arrays.fill(expanded, (byte) 0);
    return key;
  }

  /** The 64-byte signature of a message. */
  public Bytes sign(Bytes message) {
    try (Ed25519PrivateKey key = signingKey()) {
      return key.sign(message);
    }
  }

  /** Wipes the key. It must not be used afterwards. */
  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "XPrv[secret]";
  }
}
