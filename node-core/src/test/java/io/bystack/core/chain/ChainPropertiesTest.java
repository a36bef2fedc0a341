package io.bystack.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.UtxoEntry;
import io.bystack.core.consensus.UtxoKind;
import io.bystack.core.model.TxStatus;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/**
 * Rows of the engine's tables read back as they were written, and nothing else is taken for a row.
 */
final class ChainPropertiesTest {
  @Property
  void entriesReadBack(
      @ForAll UtxoKind kind, @ForAll @LongRange(min = 0) long height, @ForAll boolean spent)
      throws DecodeException {
    UtxoCodec codec = new UtxoCodec();
    UtxoEntry entry = new UtxoEntry(kind, height, spent);
    assertThat(codec.decode(codec.encode(entry))).isEqualTo(entry);
  }

  @Property
  void undoReadsBack(@ForAll @Size(max = 20) List<Long> words, @ForAll UtxoKind kind)
      throws DecodeException {
    List<Undo.Previous> previous = new ArrayList<>();
    for (long word : words) {
      UtxoEntry entry = word % 3 == 0 ? null : new UtxoEntry(kind, word >>> 1, word % 2 == 0);
      previous.add(new Undo.Previous(new Hash(word, ~word, 7, word * 31), entry));
    }
    Undo undo = new Undo(previous);
    assertThat(Undo.CODEC.decode(Undo.CODEC.encode(undo))).isEqualTo(undo);
  }

  @Property
  void recordsReadBack(
      @ForAll long word,
      @ForAll @LongRange(min = 0) long height,
      @ForAll @BigRange(min = "0") BigInteger weight,
      @ForAll boolean invalid)
      throws DecodeException {
    BlockRef ref =
        new BlockRef(
            new Hash(word, 1, 2, 3), height, new Hash(4, word, 5, 6), word >>> 1, weight, height);
    BlockRecord read =
        BlockRecord.CODEC.decode(BlockRecord.CODEC.encode(new BlockRecord(ref, invalid)));
    assertThat(read.invalid()).isEqualTo(invalid);
    // A reference is equal by its hash alone, so its parts are compared here.
    assertThat(read.ref()).usingRecursiveComparison().isEqualTo(ref);
  }

  @Property
  void bodiesReadBack(@ForAll @Size(max = 40) List<Boolean> flags, @ForAll byte[] raw)
      throws DecodeException {
    BlockBody body = new BlockBody(new TxStatus(flags), Bytes.copyOf(raw));
    assertThat(BlockBody.CODEC.decode(BlockBody.CODEC.encode(body))).isEqualTo(body);
  }

  @Property
  void damagedRowsThrowTheirOwnErrorOnly(@ForAll byte[] bytes) {
    for (var table : List.of(ChainTables.INDEX, ChainTables.BODIES, ChainTables.UNDO)) {
      try {
        assertThat(table.value().decode(bytes)).isNotNull();
      } catch (DecodeException expected) {
        assertThat(expected.getMessage()).isNotNull();
      }
    }
  }
}
