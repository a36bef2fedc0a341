package io.bystack.core.p2p.message;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.message.LaneMessage.BlockTransactions;
import io.bystack.core.p2p.message.LaneMessage.Bodies;
import io.bystack.core.p2p.message.LaneMessage.CompactBlock;
import io.bystack.core.p2p.message.LaneMessage.GetBlockTransactions;
import io.bystack.core.p2p.message.LaneMessage.GetBodies;
import io.bystack.core.p2p.message.LaneMessage.GetHeaderRange;
import io.bystack.core.p2p.message.LaneMessage.GetSnapshot;
import io.bystack.core.p2p.message.LaneMessage.GetSnapshotChunk;
import io.bystack.core.p2p.message.LaneMessage.GetTransactions;
import io.bystack.core.p2p.message.LaneMessage.HeaderRange;
import io.bystack.core.p2p.message.LaneMessage.Inventory;
import io.bystack.core.p2p.message.LaneMessage.PoolTransactions;
import io.bystack.core.p2p.message.LaneMessage.SnapshotChunk;
import io.bystack.core.p2p.message.LaneMessage.SnapshotManifest;
import io.bystack.core.p2p.message.MessageTable.Entry;
import io.bystack.core.p2p.wire.WireReader;
import io.bystack.core.p2p.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** How the messages of the fast lane are coded, with the same primitives as all others. */
public final class LaneTable {
  private static final int MAX_LOCATOR = 128;

  private LaneTable() {}

  /** The table of the fast lane's channel. */
  public static MessageTable table() {
    List<Entry<?>> all = new ArrayList<>(chain());
    all.addAll(transactions());
    all.addAll(snapshots());
    return new MessageTable(all);
  }

  private static List<Entry<?>> chain() {
    return List.of(
        new Entry<>(
            0x10,
            GetHeaderRange.class,
            in -> new GetHeaderRange(in.list(WireReader::hash, MAX_LOCATOR), in.hash()),
            (out, m) -> out.list(m.locator(), WireWriter::hash).hash(m.stop())),
        new Entry<>(
            0x11,
            HeaderRange.class,
            in -> new HeaderRange(in.list(WireReader::bytes, LaneMessage.MAX_HEADERS)),
            (out, m) -> out.list(m.headers(), WireWriter::bytes)),
        new Entry<>(
            0x12,
            GetBodies.class,
            in -> new GetBodies(in.u64(), in.list(WireReader::hash, LaneMessage.MAX_BODIES)),
            (out, m) -> out.u64(m.request()).list(m.blocks(), WireWriter::hash)),
        new Entry<>(
            0x13,
            Bodies.class,
            in -> new Bodies(in.u64(), in.list(WireReader::bytes, LaneMessage.MAX_BODIES)),
            (out, m) -> out.u64(m.request()).list(m.blocks(), WireWriter::bytes)),
        new Entry<>(
            0x20,
            CompactBlock.class,
            in -> new CompactBlock(in.bytes(), in.bytes(), shortIds(in)),
            (out, m) -> out.bytes(m.header()).bytes(m.coinbase()).bytes(m.shortIds())),
        new Entry<>(
            0x21,
            GetBlockTransactions.class,
            in ->
                new GetBlockTransactions(
                    in.hash(), in.list(LaneTable::place, LaneMessage.MAX_SHORT_IDS)),
            (out, m) -> out.hash(m.block()).list(m.places(), (o, place) -> o.varint(place))),
        new Entry<>(
            0x22,
            BlockTransactions.class,
            in ->
                new BlockTransactions(
                    in.hash(), in.list(WireReader::bytes, LaneMessage.MAX_SHORT_IDS)),
            (out, m) -> out.hash(m.block()).list(m.transactions(), WireWriter::bytes)));
  }

  private static List<Entry<?>> transactions() {
    return List.of(
        new Entry<>(
            0x30,
            Inventory.class,
            in -> new Inventory(in.list(WireReader::hash, LaneMessage.MAX_TRANSACTIONS)),
            (out, m) -> out.list(m.ids(), WireWriter::hash)),
        new Entry<>(
            0x31,
            GetTransactions.class,
            in -> new GetTransactions(in.list(WireReader::hash, LaneMessage.MAX_TRANSACTIONS)),
            (out, m) -> out.list(m.ids(), WireWriter::hash)),
        new Entry<>(
            0x32,
            PoolTransactions.class,
            in -> new PoolTransactions(in.list(WireReader::bytes, LaneMessage.MAX_TRANSACTIONS)),
            (out, m) -> out.list(m.transactions(), WireWriter::bytes)));
  }

  private static List<Entry<?>> snapshots() {
    return List.of(
        new Entry<>(
            0x40,
            GetSnapshot.class,
            in -> new GetSnapshot(in.u64(), in.hash()),
            (out, m) -> out.u64(m.height()).hash(m.digest())),
        new Entry<>(
            0x41,
            SnapshotManifest.class,
            in ->
                new SnapshotManifest(
                    in.hash(),
                    in.u64(),
                    in.u64(),
                    in.list(WireReader::hash, LaneMessage.MAX_CHUNKS)),
            (out, m) ->
                out.hash(m.digest())
                    .u64(m.bytes())
                    .u64(m.unpacked())
                    .list(m.chunks(), WireWriter::hash)),
        new Entry<>(
            0x42,
            GetSnapshotChunk.class,
            in -> new GetSnapshotChunk(in.hash(), number(in, LaneMessage.MAX_CHUNKS)),
            (out, m) -> out.hash(m.digest()).varint(m.index())),
        new Entry<>(
            0x43,
            SnapshotChunk.class,
            in -> new SnapshotChunk(in.hash(), number(in, LaneMessage.MAX_CHUNKS), chunk(in)),
            (out, m) -> out.hash(m.digest()).varint(m.index()).bytes(m.content())));
  }

  private static Integer place(WireReader in) throws DecodeException {
    return number(in, LaneMessage.MAX_SHORT_IDS);
  }

  private static int number(WireReader in, int max) throws DecodeException {
    long value = in.varint();
    if (value < 0 || value > max) {
      throw DecodeException.format("a number above " + max, in.position());
    }
    return (int) value;
  }

  private static Bytes shortIds(WireReader in) throws DecodeException {
    Bytes ids = in.bytes();
    int most = LaneMessage.MAX_SHORT_IDS * LaneMessage.SHORT_ID;
    if (ids.length() % LaneMessage.SHORT_ID != 0 || ids.length() > most) {
      throw DecodeException.format("short ids of " + ids.length() + " bytes", in.position());
    }
    return ids;
  }

  private static Bytes chunk(WireReader in) throws DecodeException {
    Bytes content = in.bytes();
    if (content.length() > LaneMessage.CHUNK) {
      throw DecodeException.format("a chunk of " + content.length() + " bytes", in.position());
    }
    return content;
  }
}
