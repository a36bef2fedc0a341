package io.bystack.dpos;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.EntryType;
import io.bystack.core.model.HeaderFields;
import java.util.List;

/**
 * A header of the side chain (spec/01 §8.2). Its timestamp is in milliseconds. The hash does not
 * cover the witness: headers of one hash may carry different signatures. Immutable; the hash is
 * computed on first use and kept.
 */
public final class VaporHeader implements BlockHeader {
  private final HeaderFields fields;
  private final List<Bytes> witness;
  // An immutable value computed from final fields: a race computes it twice, no more.
  private Hash hash;

  /**
   * A header of the given values.
   *
   * @param witness signatures of the hash by the consensus nodes in the order of their round; empty
   *     where one is missing; may be shorter than the number of nodes
   */
  public VaporHeader(HeaderFields fields, List<Bytes> witness) {
    this.fields = fields;
    this.witness = List.copyOf(witness);
  }

  @Override
  public HeaderFields fields() {
    return fields;
  }

  /** Signatures by node order; empty where one is missing. */
  public List<Bytes> witness() {
    return witness;
  }

  /** The same header, so the same hash, with other signatures. */
  public VaporHeader withWitness(List<Bytes> other) {
    VaporHeader header = new VaporHeader(fields, other);
    header.hash = hash;
    return header;
  }

  @Override
  public Hash hash() {
    Hash known = hash;
    if (known == null) {
      ByteWriter body = new ByteWriter(128);
      body.le64(version()).le64(height()).h32(previous()).le64(timestamp());
      body.h32(transactionRoot()).h32(statusRoot());
      known = EntryType.BLOCK_HEADER.id(body);
      hash = known;
    }
    return known;
  }

  @Override
  public Bytes raw() {
    return VaporFormat.INSTANCE.encode(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VaporHeader h && fields.equals(h.fields) && witness.equals(h.witness);
  }

  @Override
  public int hashCode() {
    return 31 * fields.hashCode() + witness.hashCode();
  }

  @Override
  public String toString() {
    return "VaporHeader[" + height() + " " + hash() + "]";
  }
}
