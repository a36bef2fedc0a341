package io.bystack.core.p2p.message;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.p2p.message.MessageTable.Entry;
import io.bystack.core.p2p.wire.WireReader;
import io.bystack.core.p2p.wire.WireWriter;
import java.util.List;

/**
 * The messages of channel 0x40 that both chains share (spec/04 §5.1). {@code text} is the
 * lower-case hex ASCII of a serialized object, {@code json texts} the same between double quotes.
 */
public final class LedgerMessages {
  private LedgerMessages() {}

  /** Asks for a block by main-chain height, or by hash if the height is 0. */
  public record GetBlock(long height, Hash hash) implements Message {}

  /** A block, the answer to {@link GetBlock}. */
  public record BlockText(Bytes text) implements Message {}

  /** Asks for headers from the first known of the locator's hashes to the stop hash. */
  public record GetHeaders(List<Hash> locator, Hash stop) implements Message {}

  /** Headers as json texts. */
  public record Headers(List<Bytes> jsonTexts) implements Message {}

  /** Asks for blocks as {@link GetHeaders} does for headers. */
  public record GetBlocks(List<Hash> locator, Hash stop) implements Message {}

  /** Blocks as json texts. */
  public record Blocks(List<Bytes> jsonTexts) implements Message {}

  /** One transaction. */
  public record TransactionText(Bytes text) implements Message {}

  /** A new block of the sender. */
  public record MineBlock(Bytes text) implements Message {}

  /** Replaces the sender's filter by these control programs. */
  public record FilterLoad(List<Bytes> programs) implements Message {}

  /** Adds a control program to the sender's filter. */
  public record FilterAdd(Bytes program) implements Message {}

  /** Empties the sender's filter. */
  public record FilterClear() implements Message {}

  /** Asks for a Merkle block; the block is chosen as by {@link GetBlock}. */
  public record GetMerkleBlock(long height, Hash hash) implements Message {}

  /** A header with the transactions that match the asker's filter and the proofs of both roots. */
  public record MerkleBlock(
      Bytes headerText,
      List<Hash> txHashes,
      List<Bytes> txTexts,
      List<Hash> statusHashes,
      List<Bytes> statusTexts,
      Bytes flags)
      implements Message {}

  /** Entries of all of the above except {@link GetHeaders}, which the chains code differently. */
  public static List<Entry<?>> shared() {
    return List.of(
        new Entry<>(
            0x10,
            GetBlock.class,
            in -> new GetBlock(in.u64(), in.hash()),
            (out, m) -> out.u64(m.height).hash(m.hash)),
        new Entry<>(
            0x11, BlockText.class, in -> new BlockText(in.bytes()), (out, m) -> out.bytes(m.text)),
        new Entry<>(
            0x13,
            Headers.class,
            in -> new Headers(in.list(WireReader::bytes)),
            (out, m) -> out.list(m.jsonTexts, WireWriter::bytes)),
        new Entry<>(
            0x14,
            GetBlocks.class,
            in -> new GetBlocks(in.list(WireReader::hash), in.hash()),
            (out, m) -> out.list(m.locator, WireWriter::hash).hash(m.stop)),
        new Entry<>(
            0x15,
            Blocks.class,
            in -> new Blocks(in.list(WireReader::bytes)),
            (out, m) -> out.list(m.jsonTexts, WireWriter::bytes)),
        new Entry<>(
            0x30,
            TransactionText.class,
            in -> new TransactionText(in.bytes()),
            (out, m) -> out.bytes(m.text)),
        new Entry<>(
            0x40, MineBlock.class, in -> new MineBlock(in.bytes()), (out, m) -> out.bytes(m.text)),
        new Entry<>(
            0x50,
            FilterLoad.class,
            in -> new FilterLoad(in.list(WireReader::bytes)),
            (out, m) -> out.list(m.programs, WireWriter::bytes)),
        new Entry<>(
            0x51,
            FilterAdd.class,
            in -> new FilterAdd(in.bytes()),
            (out, m) -> out.bytes(m.program)),
        new Entry<>(0x52, FilterClear.class, in -> new FilterClear(), (out, m) -> {}),
        new Entry<>(
            0x60,
            GetMerkleBlock.class,
            in -> new GetMerkleBlock(in.u64(), in.hash()),
            (out, m) -> out.u64(m.height).hash(m.hash)),
        new Entry<>(
            0x61, MerkleBlock.class, LedgerMessages::readMerkleBlock, LedgerMessages::write));
  }

  private static MerkleBlock readMerkleBlock(WireReader in) throws DecodeException {
    return new MerkleBlock(
        in.bytes(),
        in.list(WireReader::hash),
        in.list(WireReader::bytes),
        in.list(WireReader::hash),
        in.list(WireReader::bytes),
        in.bytes());
  }

  private static void write(WireWriter out, MerkleBlock m) {
    out.bytes(m.headerText)
        .list(m.txHashes, WireWriter::hash)
        .list(m.txTexts, WireWriter::bytes)
        .list(m.statusHashes, WireWriter::hash)
        .list(m.statusTexts, WireWriter::bytes)
        .bytes(m.flags);
  }
}
