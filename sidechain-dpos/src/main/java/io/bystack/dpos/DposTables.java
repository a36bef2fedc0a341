package io.bystack.dpos;

import io.bystack.core.bytes.ByteReader;
import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.store.Codec;
import io.bystack.core.store.Codecs;
import io.bystack.core.store.Table;
import io.bystack.dpos.BlockEffect.VoteChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the side chain stores beside the engine's tables. */
final class DposTables {
  /** By block hash, for every stored block whose effect can be computed. */
  static final Table<Hash, BlockEffect> EFFECTS =
      new Table<>(
          "dpos-effects",
          Codecs.HASH,
          codec(DposTables::writeEffect, DposTables::readEffect),
          "votes and reward of each block");

  /** By block hash, for blocks that end a round and were on the main chain at some time. */
  static final Table<Hash, ConsensusResult> RESULTS =
      new Table<>(
          "dpos-results",
          Codecs.HASH,
          codec(DposTables::writeResult, DposTables::readResult),
          "votes and rewards after each round");

  /** Named hashes; see {@link #FINAL}. */
  static final Table<String, Hash> STATE =
      new Table<>("dpos-state", Codecs.TEXT, Codecs.HASH, "last irreversible block");

  /** Name of the last irreversible block's hash. */
  static final String FINAL = "final";

  /** By name, the block as of which a sub-protocol's state is. */
  static final Table<String, Hash> SUB_PROTOCOLS =
      new Table<>("dpos-sub-protocols", Codecs.TEXT, Codecs.HASH, "how far sub-protocols are");

  /** See {@link OwnDraft}. */
  static final Table<String, Bytes> DRAFT =
      new Table<>("dpos-draft", Codecs.TEXT, Codecs.BYTES, "the last block made here");

  static final List<Table<?, ?>> ALL = List.of(EFFECTS, RESULTS, STATE, DRAFT);

  private DposTables() {}

  private static void writeEffect(BlockEffect effect, ByteWriter out) {
    out.str(effect.rewardProgram()).uv(effect.reward()).v31(effect.votes().size());
    for (VoteChange change : effect.votes()) {
      out.str(change.key()).uv(change.amount()).u8(change.veto() ? 1 : 0);
    }
  }

  private static BlockEffect readEffect(ByteReader in) throws DecodeException {
    Bytes program = in.str().compact();
    long reward = in.uv();
    int count = in.v31();
    List<VoteChange> votes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      votes.add(new VoteChange(in.str().compact(), in.uv(), in.u8() == 1));
    }
    return new BlockEffect(program, reward, votes);
  }

  private static void writeResult(ConsensusResult result, ByteWriter out) {
    out.h32(result.blockHash()).uv(result.blockHeight());
    writeAmounts(result.votes(), out);
    writeAmounts(result.rewards(), out);
  }

  private static ConsensusResult readResult(ByteReader in) throws DecodeException {
    Hash hash = in.h32();
    long height = in.uv();
    Map<Bytes, Long> votes = readAmounts(in);
    return new ConsensusResult(votes, readAmounts(in), hash, height);
  }

  private static void writeAmounts(Map<Bytes, Long> amounts, ByteWriter out) {
    out.v31(amounts.size());
    // In one order whatever the map's: nodes compare what they have computed byte for byte.
    new TreeMap<>(amounts).forEach((key, amount) -> out.str(key).uv(amount));
  }

  private static Map<Bytes, Long> readAmounts(ByteReader in) throws DecodeException {
    int count = in.v31();
    Map<Bytes, Long> amounts = new HashMap<>();
    for (int i = 0; i < count; i++) {
      amounts.put(in.str().compact(), in.uv());
    }
    return amounts;
  }

  @FunctionalInterface
  private interface Writing<T> {
    void write(T value, ByteWriter out);
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read(ByteReader in) throws DecodeException;
  }

  private static <T> Codec<T> codec(Writing<T> writing, Reading<T> reading) {
    return new Codec<>() {
      @Override
      public byte[] encode(T value) {
        ByteWriter out = new ByteWriter();
        writing.write(value, out);
        return out.toArray();
      }

      @Override
      public T decode(byte[] bytes) throws DecodeException {
        ByteReader in = ByteReader.of(bytes);
        T value = reading.read(in);
        in.expectEnd();
        return value;
      }
    };
  }
}
