package io.bystack.core.chain;

import io.bystack.core.bytes.ByteReader;
import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.consensus.UtxoEntry;
import io.bystack.core.consensus.UtxoKind;
import io.bystack.core.store.Codec;

/** An entry as one byte, kind and a bit for spent, and the height as a varint. */
final class UtxoCodec implements Codec<UtxoEntry> {
  private static final int SPENT = 0x40;

  @Override
  public byte[] encode(UtxoEntry entry) {
    ByteWriter out = new ByteWriter(16);
    write(entry, out);
    return out.toArray();
  }

  @Override
  public UtxoEntry decode(byte[] bytes) throws DecodeException {
    return read(ByteReader.of(bytes));
  }

  static void write(UtxoEntry entry, ByteWriter out) {
    out.u8(entry.kind().code() | (entry.spent() ? SPENT : 0)).uv(entry.height());
  }

  static UtxoEntry read(ByteReader in) throws DecodeException {
    return read(in.u8(), in);
  }

  static UtxoEntry read(int first, ByteReader in) throws DecodeException {
    int code = first & ~SPENT;
    if (code > UtxoKind.MAINCHAIN.code()) {
      throw DecodeException.format("unknown kind of output " + first, 0);
    }
    UtxoKind kind = UtxoKind.of(code);
    return new UtxoEntry(kind, in.uv(), (first & SPENT) != 0);
  }
}
