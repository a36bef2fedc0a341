package io.bystack.dpos.p2p;

import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.handshake.HelloFormat;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.handshake.NodeInfo.NetworkName;
import io.bystack.core.p2p.wire.WireReader;
import io.bystack.core.p2p.wire.WireWriter;

/** NodeInfo of a side chain (spec/04 §3, column V). */
public final class DposHello implements HelloFormat {
  @Override
  public void write(NodeInfo info, WireWriter out) {
    out.bytes(info.publicKey())
        .text(info.moniker())
        .text(info.network().name())
        .u64(info.network().id())
        .text(info.remoteAddress())
        .text(info.listenAddress())
        .text(info.version())
        .u64(info.serviceFlags())
        .list(info.other(), WireWriter::text);
  }

  @Override
  public NodeInfo read(WireReader in) throws DecodeException {
    var key = in.bytes();
    String moniker = in.text();
    NetworkName network = new NetworkName(in.text(), in.u64());
    String remote = in.text();
    String listen = in.text();
    String version = in.text();
    return new NodeInfo(
        key, moniker, network, remote, listen, version, in.u64(), in.list(WireReader::text));
  }
}
