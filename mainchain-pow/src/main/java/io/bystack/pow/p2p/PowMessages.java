package io.bystack.pow.p2p;

import io.bystack.core.bytes.Hash;
import io.bystack.core.p2p.message.LedgerMessages;
import io.bystack.core.p2p.message.LedgerMessages.GetHeaders;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.message.MessageTable;
import io.bystack.core.p2p.message.MessageTable.Entry;
import io.bystack.core.p2p.wire.WireReader;
import io.bystack.core.p2p.wire.WireWriter;
import java.util.List;

/** The messages only main-chain nodes exchange, and their channel's table (spec/04 §5.1). */
public final class PowMessages {
  private PowMessages() {}

  /** Asks for the peer's {@link Status}. */
  public record StatusRequest() implements Message {}

  /** The sender's best block and its genesis. */
  public record Status(long height, Hash hash, Hash genesis) implements Message {}

  /** The table of channel 0x40. */
  public static MessageTable ledgerTable() {
    return MessageTable.of(
        LedgerMessages.shared(),
        List.of(
            new Entry<>(
                0x12,
                GetHeaders.class,
                in -> new GetHeaders(in.list(WireReader::hash), in.hash()),
                (out, m) -> out.list(m.locator(), WireWriter::hash).hash(m.stop())),
            new Entry<>(0x20, StatusRequest.class, in -> new StatusRequest(), (out, m) -> {}),
            new Entry<>(
                0x21,
                Status.class,
                in -> new Status(in.u64(), in.hash(), in.hash()),
                (out, m) -> out.u64(m.height).hash(m.hash).hash(m.genesis))));
  }
}
