package io.bystack.pow.p2p;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.handshake.HelloFormat;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.handshake.NodeInfo.NetworkName;
import io.bystack.core.p2p.wire.WireReader;
import io.bystack.core.p2p.wire.WireWriter;
import java.util.List;

/**
 * NodeInfo of the main chain (spec/04 §3, column C). Its service flags are decimal text at the head
 * of the further texts; whoever states none is taken for a full node.
 */
public final class PowHello implements HelloFormat {
  private static final int MAX_FLAGS_DIGITS = 18;

  @Override
  public void write(NodeInfo info, WireWriter out) {
    out.raw(info.publicKey())
        .text(info.moniker())
        .text(info.network().name())
        .text(info.remoteAddress())
        .text(info.listenAddress())
        .text(info.version())
        .list(info.other(), WireWriter::text);
  }

  @Override
  public NodeInfo read(WireReader in) throws DecodeException {
    Bytes key = in.hash().toBytes();
    String moniker = in.text();
    String network = in.text();
    String remote = in.text();
    String listen = in.text();
    String version = in.text();
    List<String> other = in.list(WireReader::text);
    boolean flagged = !other.isEmpty() && isDecimal(other.getFirst());
    return new NodeInfo(
        key,
        moniker,
        new NetworkName(network, 0),
        remote,
        listen,
        version,
        flagged ? Long.parseLong(other.getFirst()) : NodeInfo.FULL_NODE,
        other);
  }

  private static boolean isDecimal(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_FLAGS_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
