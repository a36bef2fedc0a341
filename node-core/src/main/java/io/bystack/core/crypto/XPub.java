package io.bystack.core.crypto;

import io.bystack.core.bytes.Bytes;
import java.util.HexFormat;
import java.util.List;

/**
 * A hierarchical public key: 32 bytes of point, 32 bytes of chain code (spec/05 §3). Its text form
 * is 128 lower-case hex digits.
 */
public final class XPub implements Comparable<XPub> {
  /** Size in bytes. */
  public static final int SIZE = 64;

  private final Bytes bytes;

  private XPub(Bytes bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws KeyException if they are not 64 bytes or the first half is no point of the curve
   */
  public static XPub of(Bytes bytes) throws KeyException {
    if (bytes.length() != SIZE) {
      throw KeyException.badKey("bad key: an xpub has 64 bytes, given " + bytes.length());
    }
    XPub key = ofTrusted(bytes.toArray());
    if (EdwardsPoint.decode(key.publicKey().toArray()) == null) {
      throw KeyException.badKey("bad key: the first half of the xpub is not a point of the curve");
    }
    return key;
  }

  /** A key that was computed here. Takes over the array. */
  static XPub ofTrusted(byte[] bytes) {
    return new XPub(Bytes.wrap(bytes));
  }

  /**
   * Parses 128 hex digits of either case.
   *
   * @throws KeyException with {@code bad key string} for another length, or naming what else is
   *     wrong
   */
  public static XPub parse(String text) throws KeyException {
    return of(Bytes.wrap(KeyException.parseKey(text)));
  }

  /** All 64 bytes. */
  public Bytes bytes() {
    return bytes;
  }

  /** The 32 bytes that verify signatures. */
  public Bytes publicKey() {
    return bytes.slice(0, 32);
  }

  /** The non-hardened child of a selector, any byte string. */
  public XPub child(Bytes selector) {
    return ChainKd.child(this, selector.toArray());
  }

  /** Children of children, one for each selector. */
  public XPub derive(List<Bytes> path) {
    XPub key = this;
    for (Bytes selector : path) {
      key = key.child(selector);
    }
    return key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof XPub key && bytes.equals(key.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  /** Order of the bytes as unsigned numbers. */
  @Override
  public int compareTo(XPub other) {
    return bytes.compareTo(other.bytes);
  }

  /** 128 lower-case hex digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes.toArray());
  }
}
