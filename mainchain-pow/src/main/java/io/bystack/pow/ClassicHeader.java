package io.bystack.pow;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.EntryType;
import io.bystack.core.model.HeaderFields;

/**
 * A header of the main chain (spec/01 §8.1). Its timestamp is in seconds. Immutable; the hash is
 * computed on first use and kept.
 */
public final class ClassicHeader implements BlockHeader {
  private final HeaderFields fields;
  private final long nonce;
  private final long bits;
  // An immutable value computed from final fields: a race computes it twice, no more.
  private Hash hash;

  /**
   * A header of the given values.
   *
   * @param nonce of 63 bits
   * @param bits compact form of the difficulty target
   */
  public ClassicHeader(HeaderFields fields, long nonce, long bits) {
    this.fields = fields;
    this.nonce = nonce;
    this.bits = bits;
  }

  @Override
  public HeaderFields fields() {
    return fields;
  }

  public long nonce() {
    return nonce;
  }

  /** Compact form of the difficulty target. */
  public long bits() {
    return bits;
  }

  /** The same header with another nonce. */
  public ClassicHeader withNonce(long other) {
    return new ClassicHeader(fields, other, bits);
  }

  @Override
  public Hash hash() {
    Hash known = hash;
    if (known == null) {
      ByteWriter body = new ByteWriter(144);
      body.le64(version()).le64(height()).h32(previous()).le64(timestamp());
      // The nonce is last here, though it comes before the bits on the wire.
      body.h32(transactionRoot()).h32(statusRoot()).le64(bits).le64(nonce);
      known = EntryType.BLOCK_HEADER.id(body);
      hash = known;
    }
    return known;
  }

  @Override
  public Bytes raw() {
    return ClassicFormat.INSTANCE.encode(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassicHeader h
        && fields.equals(h.fields)
        && nonce == h.nonce
        && bits == h.bits;
  }

  @Override
  public int hashCode() {
    return 31 * fields.hashCode() + Long.hashCode(nonce ^ bits);
  }

  @Override
  public String toString() {
    return "ClassicHeader[" + height() + " " + hash() + "]";
  }
}
