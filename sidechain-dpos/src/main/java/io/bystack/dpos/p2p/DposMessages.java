package io.bystack.dpos.p2p;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.p2p.message.LedgerMessages;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.message.MessageTable;
import io.bystack.core.p2p.message.MessageTable.Entry;
import io.bystack.core.p2p.wire.WireReader;
import io.bystack.core.p2p.wire.WireWriter;
import java.util.List;

/** The messages only side-chain nodes exchange, and their channels' tables (spec/04 §5). */
public final class DposMessages {
  private DposMessages() {}

  /** The sender's best and last irreversible block. */
  public record Status(long height, Hash hash, long irreversibleHeight, Hash irreversibleHash)
      implements Message {}

  /** Asks for headers {@code skip + 1} heights apart, the start itself included. */
  public record GetSkippedHeaders(List<Hash> locator, Hash stop, long skip) implements Message {}

  /** Several transactions, at most 1024. */
  public record Transactions(List<Bytes> texts) implements Message {}

  /** A consensus node's 64-byte signature of a block hash, with its 64-byte xpub. */
  public record BlockSignature(Hash block, Bytes signature, Bytes xpub) implements Message {}

  /** A new block, sent by its producer or forwarded. */
  public record BlockProposal(Bytes text) implements Message {}

  /**
   * Asks for the signatures of blocks, answered by as many {@link BlockSignature}s. A message of
   * our own: sent only to nodes of this software.
   */
  public record SignaturesWanted(List<Hash> blocks) implements Message {}

  /** The table of channel 0x40. */
  public static MessageTable ledgerTable() {
    return MessageTable.of(
        LedgerMessages.shared(),
        List.of(
            new Entry<>(
                0x12,
                GetSkippedHeaders.class,
                in -> new GetSkippedHeaders(in.list(WireReader::hash), in.hash(), in.u64()),
                (out, m) -> out.list(m.locator, WireWriter::hash).hash(m.stop).u64(m.skip)),
            new Entry<>(
                0x21,
                Status.class,
                in -> new Status(in.u64(), in.hash(), in.u64(), in.hash()),
                (out, m) ->
                    out.u64(m.height)
                        .hash(m.hash)
                        .u64(m.irreversibleHeight)
                        .hash(m.irreversibleHash)),
            new Entry<>(
                0x31,
                Transactions.class,
                in -> new Transactions(in.list(WireReader::bytes)),
                (out, m) -> out.list(m.texts, WireWriter::bytes))));
  }

  /** The table of channel 0x50. */
  public static MessageTable consensusTable() {
    return new MessageTable(
        List.of(
            new Entry<>(
                0x10,
                BlockSignature.class,
                in -> new BlockSignature(in.hash(), in.bytes(), in.bytes()),
                (out, m) -> out.hash(m.block).bytes(m.signature).bytes(m.xpub)),
            new Entry<>(
                0x11,
                BlockProposal.class,
                in -> new BlockProposal(in.bytes()),
                (out, m) -> out.bytes(m.text)),
            new Entry<>(
                0x20,
                SignaturesWanted.class,
                in -> new SignaturesWanted(in.list(WireReader::hash)),
                (out, m) -> out.list(m.blocks, WireWriter::hash))));
  }
}
