package io.bystack.core.p2p.handshake;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.wire.WireReader;
import io.bystack.core.p2p.wire.WireWriter;
import java.util.List;

/** How a chain codes the fields of {@link NodeInfo} (spec/04 §3). */
public interface HelloFormat {
  /** Writes the struct's fields, without the pointer byte before them. */
  void write(NodeInfo info, WireWriter out);

  /** Reads the struct's fields. */
  NodeInfo read(WireReader in) throws DecodeException;

  /** The hello as the primitives it consists of; each one must become a record (spec/04 §2.3). */
  default List<Bytes> primitives(NodeInfo info) {
    WireWriter out = new WireWriter(true).u8(1);
    write(info, out);
    return out.primitives();
  }

  /**
   * Reads a whole hello.
   *
   * @throws DecodeException of kind EOF or SHORT if more bytes are needed; any other is final
   */
  default NodeInfo readHello(WireReader in) throws DecodeException {
    if (!in.pointer()) {
      throw DecodeException.format("nil NodeInfo", 0);
    }
    NodeInfo info = read(in);
    in.checkLimit();
    return info;
  }
}
