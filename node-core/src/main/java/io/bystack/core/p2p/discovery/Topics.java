package io.bystack.core.p2p.discovery;

import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import io.bystack.core.p2p.wire.WireWriter;
import java.util.List;

/** Topics of discovery packets, which nobody uses but every pong refers to (spec/04 §9.2). */
public final class Topics {
  private Topics() {}

  /** The hash by which a pong refers to the topics of its ping. */
  public static Hash hash(List<String> topics) {
    return Sha3.sha3(new WireWriter().list(topics, WireWriter::text).toBytes());
  }
}
