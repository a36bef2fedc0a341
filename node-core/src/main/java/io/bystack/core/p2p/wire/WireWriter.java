package io.bystack.core.p2p.wire;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Writes go-wire primitives (spec/04 §1). Keeps the border of every primitive, since until NodeInfo
 * ends each one must travel in a record of its own (spec/04 §2.3). Not thread-safe.
 */
public final class WireWriter {
  private final ByteWriter out = new ByteWriter();
  private final List<Integer> ends = new ArrayList<>();
  private final boolean bordered;

  /** A writer that forgets the borders of primitives. */
  public WireWriter() {
    this(false);
  }

  /** A writer that keeps the borders of primitives if {@code bordered}. */
  public WireWriter(boolean bordered) {
    this.bordered = bordered;
  }

  public WireWriter u8(int value) {
    out.u8(value);
    return border();
  }

  /** Eight bytes, most significant first. */
  public WireWriter u64(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.u8((int) (value >>> shift));
    }
    return border();
  }

  public WireWriter hash(Hash hash) {
    out.h32(hash);
    return border();
  }

  /** The shortest varint of a value of either sign (spec/04 §1.1). */
  public WireWriter varint(long value) {
    // Math.abs leaves the smallest long as it is, whose bits are the magnitude wanted.
    long magnitude = Math.abs(value);
    int size = (Long.SIZE - Long.numberOfLeadingZeros(magnitude) + 7) / 8;
    out.u8(value < 0 ? 0xF0 + size : size);
    border();
    if (size > 0) {
      for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
        out.u8((int) (magnitude >>> shift));
      }
      border();
    }
    return this;
  }

  public WireWriter bytes(Bytes bytes) {
    varint(bytes.length());
    out.raw(bytes);
    return border();
  }

  /** Bytes without a length before them. */
  public WireWriter raw(Bytes bytes) {
    out.raw(bytes);
    return border();
  }

  public WireWriter text(String text) {
    return bytes(Bytes.utf8(text));
  }

  public <T> WireWriter list(List<T> list, BiConsumer<WireWriter, T> element) {
    varint(list.size());
    list.forEach(e -> element.accept(this, e));
    return this;
  }

  public Bytes toBytes() {
    return out.toBytes();
  }

  /** The primitives one by one in order, empty strings' bodies as empty. */
  public List<Bytes> primitives() {
    if (!bordered) {
      throw new IllegalStateException("this writer keeps no borders");
    }
    Bytes all = out.toBytes();
    List<Bytes> parts = new ArrayList<>(ends.size());
    int start = 0;
    for (int end : ends) {
      parts.add(all.slice(start, end));
      start = end;
    }
    return parts;
  }

  private WireWriter border() {
    if (bordered) {
      ends.add(out.size());
    }
    return this;
  }
}
