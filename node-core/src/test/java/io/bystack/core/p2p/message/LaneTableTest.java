package io.bystack.core.p2p.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
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
import io.bystack.core.p2p.message.MessageTable.UnservableMessage;
import io.bystack.core.p2p.wire.WireWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LaneTableTest {
  private static final MessageTable TABLE = LaneTable.table();
  private static final Hash A = new Hash(1, 2, 3, 4);
  private static final Hash B = new Hash(-1, 0, 7, Long.MIN_VALUE);

  static List<LaneMessage> messages() {
    Bytes some = Bytes.of(1, 2, 3);
    return List.of(
        new GetHeaderRange(List.of(A, B), B),
        new HeaderRange(List.of(some, Bytes.EMPTY)),
        new GetBodies(-1, List.of(A)),
        new Bodies(1L << 62, List.of(some)),
        new CompactBlock(some, some, Bytes.wrap(new byte[12])),
        new GetBlockTransactions(A, List.of(1, 2, 59_999)),
        new BlockTransactions(A, List.of(some)),
        new Inventory(List.of(A, B)),
        new GetTransactions(List.of(B)),
        new PoolTransactions(List.of(some)),
        new GetSnapshot(77, A),
        new SnapshotManifest(A, 1 << 20, 3 << 20, List.of(B)),
        new GetSnapshotChunk(A, 5),
        new SnapshotChunk(A, 5, some));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageIsReadAsItWasWritten(LaneMessage message) throws Exception {
    Bytes coded = TABLE.encode(message);
    assertThat(TABLE.decode(coded)).isEqualTo(message);
    for (int end = 1; end < coded.length(); end++) {
      Bytes cut = coded.slice(0, end);
      assertThatThrownBy(() -> TABLE.decode(cut)).isInstanceOf(DecodeException.class);
    }
  }

  @Test
  void listsBeyondTheirLimitAreRefusedBeforeTheyAreRead() {
    refused(new WireWriter().u8(0x12).u64(1).varint(LaneMessage.MAX_BODIES + 1), "a list of");
    refused(new WireWriter().u8(0x30).varint(-1), "a list of");
    refused(new WireWriter().u8(0x32).varint(Long.MAX_VALUE), "a list of");
    refused(new WireWriter().u8(0x11).varint(LaneMessage.MAX_HEADERS + 1), "a list of");
    refused(
        new WireWriter().u8(0x41).hash(A).u64(1).u64(1).varint(LaneMessage.MAX_CHUNKS + 1),
        "a list of");
    refused(
        new WireWriter().u8(0x20).bytes(Bytes.EMPTY).bytes(Bytes.EMPTY).bytes(Bytes.of(1)),
        "short ids of 1 bytes");
    refused(
        new WireWriter().u8(0x43).hash(A).varint(0).bytes(Bytes.wrap(new byte[(1 << 20) + 1])),
        "a chunk of");
    refused(new WireWriter().u8(0x42).hash(A).varint(-5), "a number above");
  }

  private static void refused(WireWriter message, String why) {
    assertThatThrownBy(() -> TABLE.decode(message.toBytes()))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining(why);
  }

  @Test
  void randomBytesMakeNothingButTheDecodersOwnErrors() {
    Random random = new Random(4);
    List<LaneMessage> all = messages();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = TABLE.encode(all.get(i % all.size())).toArray();
      for (int change = 0; change <= random.nextInt(3); change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(TABLE.decode(Bytes.wrap(bytes))).isInstanceOf(LaneMessage.class);
      } catch (DecodeException | UnservableMessage e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }
}
