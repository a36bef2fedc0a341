package io.bystack.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What every chain's byte format must hold; a chain's test class says which format it is. */
public abstract class FormatProperties {
  /** The format under test. */
  protected abstract LedgerFormat format();

  /** The chain's kind of transaction of some content. */
  protected abstract TxFields fields(TestTransactions content);

  /** A header with something in the chain's own fields. */
  protected abstract BlockHeader header(HeaderFields fields);

  /** The header of fewest bytes. */
  protected abstract BlockHeader smallestHeader(HeaderFields fields);

  @Property(tries = 500)
  void decodingWhatWasEncodedGivesTheSameContent(@ForAll long seed) throws DecodeException {
    TxFields fields = fields(TestTransactions.odd(seed));
    Transaction built = format().transaction(fields);
    Transaction decoded = format().decodeTransaction(built.raw());
    assertThat(decoded.fields()).isEqualTo(fields);
    assertThat(decoded).isEqualTo(built);
    assertThat(decoded.id()).isEqualTo(built.id());
    assertThat(format().parseTransaction(built.toHex().toUpperCase(Locale.ROOT))).isEqualTo(built);
  }

  @Property(tries = 300)
  void honestTransactionsAreCanonicalAndOthersAreNot(@ForAll long seed) throws DecodeException {
    Transaction tx = format().transaction(fields(TestTransactions.canonical(seed)));
    assertThat(tx.isCanonical()).isTrue();
    assertThat(tx.compact()).isEqualTo(tx);
    // The version's first byte as a two-byte varint of the same value.
    Bytes raw = tx.raw();
    if (tx.version() < 128) {
      Bytes longer = Bytes.of(7, (int) tx.version() | 0x80, 0).concat(raw.slice(2, raw.length()));
      Transaction same = format().decodeTransaction(longer);
      assertThat(same.id()).isEqualTo(tx.id());
      assertThat(same.isCanonical()).isFalse();
      assertThat(same.witnessHash()).isNotEqualTo(tx.witnessHash());
    }
  }

  @Property(tries = 60)
  void blocksSurviveWritingAndIdsDoNotDependOnTheBatch(
      @ForAll long seed, @ForAll @IntRange(max = 40) int count) throws DecodeException {
    TestTransactions content = TestTransactions.odd(seed);
    List<Transaction> transactions =
        TestBlocks.transactions(format(), count, () -> fields(content));
    HeaderFields fields = TestBlocks.header(seed, transactions);
    Block built = format().block(header(fields), transactions);
    Block decoded = format().decodeBlock(built.raw());
    assertThat(decoded).isEqualTo(built);
    assertThat(decoded.computeTransactionRoot()).isEqualTo(built.header().transactionRoot());
    for (int i = 0; i < count; i++) {
      Transaction batched = decoded.transactions().get(i);
      Transaction alone = format().decodeTransaction(batched.raw());
      assertThat(batched.id()).isEqualTo(alone.id());
      assertThat(batched.entries()).isEqualTo(alone.entries());
    }
  }

  @Property(tries = 2000)
  void damagedTransactionsGiveNothingButDecodeExceptions(@ForAll long seed) {
    Bytes raw = format().encode(fields(TestTransactions.odd(seed)));
    byte[] damaged = DecoderProbe.mutate(raw.toArray(), seed);
    DecoderProbe.transaction(format(), damaged);
    DecoderProbe.memory(format(), damaged);
  }

  @Property(tries = 500)
  void damagedBlocksGiveNothingButDecodeExceptions(@ForAll long seed) {
    TestTransactions content = TestTransactions.odd(seed);
    List<Transaction> transactions = TestBlocks.transactions(format(), 3, () -> fields(content));
    HeaderFields fields = TestBlocks.header(seed, transactions);
    byte[] damaged =
        DecoderProbe.mutate(format().encodeBlock(header(fields), transactions).toArray(), seed);
    DecoderProbe.block(format(), damaged);
    DecoderProbe.header(format(), damaged);
    DecoderProbe.memory(format(), damaged);
  }

  @Property(tries = 500)
  void arbitraryBytesGiveNothingButDecodeExceptions(@ForAll @Size(max = 65536) byte[] input) {
    DecoderProbe.transaction(format(), input);
    DecoderProbe.block(format(), input);
    DecoderProbe.header(format(), input);
    DecoderProbe.memory(format(), input);
  }

  /** Repeating a small part of a format as often as 64 KiB hold is the dearest input per byte. */
  @Property(tries = 50)
  void repeatedSmallPartsCostLittleMemory(@ForAll @IntRange(max = 20) int part) {
    byte[][] heads = {
      {7, 1, 0}, {7, 1, 0, -1, -1, 3}, {7, 1, 0, 0, -1, -1, 3}, {3}, {1},
    };
    byte[][] parts = {{2, 0, 0}, {7, 1, 0, 0, 0}, {0}, {1}, {2, 1, 0, 0}, {1, 1}};
    byte[] head = heads[part % heads.length];
    byte[] body = parts[part % parts.length];
    byte[] input = Arrays.copyOf(head, 65536);
    for (int i = head.length; i < input.length; i++) {
      input[i] = body[(i - head.length) % body.length];
    }
    DecoderProbe.memory(format(), input);
    DecoderProbe.transaction(format(), input);
  }

  @Example
  void aBlockOfManySmallestTransactionsCostsLittleMemory() {
    HeaderFields fields = TestBlocks.header(1, List.of());
    Bytes empty = format().encodeBlock(smallestHeader(fields), List.of());
    int count = 13_000;
    ByteWriter block = new ByteWriter(1 << 16);
    block.raw(empty.slice(0, empty.length() - 1)).v31(count);
    for (int i = 0; i < count; i++) {
      block.raw(Bytes.of(7, 1, 0, 0, 0));
    }
    DecoderProbe.memory(format(), block.toArray());
    DecoderProbe.block(format(), block.toArray());
  }
}
