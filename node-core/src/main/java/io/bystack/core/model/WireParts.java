package io.bystack.core.model;

import io.bystack.core.bytes.ByteReader;
import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import java.util.List;

/** The pieces that the formats of all chains are put together from (spec/01 §4.2, §4.4, §8). */
abstract class WireParts {
  protected static TxInput readSpend(ByteReader commitment, ByteReader rest)
      throws DecodeException {
    SpendCommitment spent = readSpendCommitment(commitment);
    Bytes suffix = commitment.rest();
    ByteReader witness = rest.ext();
    List<Bytes> arguments = witness.strs();
    return new SpendInput(spent, arguments, Suffixes.of(suffix, witness.rest()));
  }

  protected static TxInput readCoinbase(ByteReader commitment, ByteReader rest)
      throws DecodeException {
    Bytes arbitrary = commitment.str();
    Bytes suffix = commitment.rest();
    return new CoinbaseInput(arbitrary, Suffixes.of(suffix, rest.ext().rest()));
  }

  /** SC of spec/01 §4.2. */
  protected static SpendCommitment readSpendCommitment(ByteReader outer) throws DecodeException {
    ByteReader reader = outer.ext();
    Hash sourceId;
    try {
      sourceId = reader.h32();
    } catch (DecodeException e) {
      throw e.in("reading source id");
    }
    AssetAmount value = readAssetAmount(reader);
    long position;
    try {
      position = reader.v63();
    } catch (DecodeException e) {
      throw e.in("reading source position");
    }
    Program program = readControlProgram(reader);
    return new SpendCommitment(sourceId, value, position, program, reader.rest());
  }

  /** asset_id ‖ amount. */
  protected static AssetAmount readAssetAmount(ByteReader reader) throws DecodeException {
    try {
      AssetId asset = AssetId.of(reader.h32());
      return new AssetAmount(asset, reader.v63());
    } catch (DecodeException e) {
      throw e.in("reading asset+amount");
    }
  }

  /** vm_version ‖ control_program, the version checked before the program is read. */
  protected static Program readControlProgram(ByteReader reader) throws DecodeException {
    int start = reader.position();
    long vmVersion;
    try {
      vmVersion = reader.v63();
    } catch (DecodeException e) {
      throw e.in("reading VM version");
    }
    if (vmVersion != 1) {
      throw DecodeException.format(
          "unrecognized VM version " + vmVersion + " for asset version 1", start);
    }
    try {
      return Program.of(reader.str());
    } catch (DecodeException e) {
      throw e.in("reading control program");
    }
  }

  /** Appends {@code content} with its length before it. */
  protected static void writeString(ByteWriter content, ByteWriter out) {
    out.v31(content.size()).raw(content.buffer(), 0, content.size());
  }

  /** SC of spec/01 §4.2. */
  protected static void writeSpendCommitment(SpendCommitment spent, ByteWriter out) {
    ByteWriter inner = new ByteWriter(128);
    inner.h32(spent.sourceId());
    writeAssetAmount(spent.value(), inner);
    inner.v63(spent.sourcePosition());
    writeControlProgram(spent.program(), inner);
    inner.raw(spent.suffix());
    writeString(inner, out);
  }

  protected static void writeAssetAmount(AssetAmount value, ByteWriter out) {
    out.h32(value.asset().value()).v63(value.amount());
  }

  protected static void writeControlProgram(Program program, ByteWriter out) {
    if (program.vmVersion() != 1) {
      throw new IllegalArgumentException(
          "a control program is of VM version 1, given " + program.vmVersion());
    }
    out.v63(program.vmVersion()).str(program.code());
  }

  /** version ‖ height ‖ previous ‖ timestamp ‖ ext{ roots }, the suffix dropped. */
  protected static HeaderFields readCommonFields(ByteReader reader) throws DecodeException {
    long version = reader.v63();
    long height = reader.v63();
    Hash previous = reader.h32();
    long timestamp = reader.v63();
    ByteReader commitment = reader.ext();
    BlockRoots roots = new BlockRoots(commitment.h32(), commitment.h32());
    return new HeaderFields(version, height, previous, timestamp, roots);
  }

  protected static void writeCommonFields(HeaderFields fields, ByteWriter out) {
    out.v63(fields.version()).v63(fields.height()).h32(fields.previous()).v63(fields.timestamp());
    out.v31(2 * Hash.SIZE).h32(fields.roots().transactions()).h32(fields.roots().status());
  }
}
