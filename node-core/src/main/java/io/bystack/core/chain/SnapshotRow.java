package io.bystack.core.chain;

import io.bystack.core.bytes.Bytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * One row of a snapshot file: a kind, then two byte strings with their lengths before them as four
 * bytes, most significant first.
 */
record SnapshotRow(Kind kind, Bytes key, Bytes value) {
  /** What a row holds; the code is what is written. */
  enum Kind {
    /** Key empty, value a header of the main chain, in order from genesis. */
    HEADER(1),
    /** Key an output's id, value its entry. */
    UTXO(2),
    /** Key the name of a table of the chain's own state; its rows follow. */
    TABLE(3),
    /** A row of the table named last. */
    ROW(4),
    /** Key empty, value the 32-byte digest of the unspent outputs. */
    END(5);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    static Kind of(int code) throws IOException {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IOException("unknown kind of row " + code);
    }
  }

  // Far above any row there is, far below what would hurt.
  private static final int MAX_BYTES = 16 << 20;

  void write(DataOutputStream out) throws IOException {
    out.writeByte(kind.code);
    write(key, out);
    write(value, out);
  }

  private static void write(Bytes bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length());
    out.write(bytes.toArray());
  }

  static SnapshotRow read(DataInputStream in) throws IOException {
    Kind kind = Kind.of(in.readUnsignedByte());
    return new SnapshotRow(kind, bytes(in), bytes(in));
  }

  private static Bytes bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("a row claims " + Integer.toUnsignedString(length) + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length != length) {
      throw new IOException("the file ends within a row");
    }
    return Bytes.wrap(bytes);
  }
}
