package io.bystack.pow;

import io.bystack.core.bytes.ByteReader;
import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.AssetId;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.CrossChainInput;
import io.bystack.core.model.CrossChainOutput;
import io.bystack.core.model.EntryType;
import io.bystack.core.model.HeaderFields;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.IssuanceInput;
import io.bystack.core.model.IssuanceTerms;
import io.bystack.core.model.LedgerCodec;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.Program;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Suffixes;
import io.bystack.core.model.TxFields;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.UnknownInput;
import io.bystack.core.model.VetoInput;
import io.bystack.core.model.VoteOutput;
import java.util.List;

/** The main chain's byte formats (the lines marked Classic in spec/01). */
public final class ClassicFormat extends LedgerCodec {
  /** The format has no state. */
  public static final ClassicFormat INSTANCE = new ClassicFormat();

  private static final int ISSUANCE = 0;
  private static final int SPEND = 1;
  private static final int COINBASE = 2;

  private ClassicFormat() {}

  @Override
  public EntryType spendableOutput() {
    return EntryType.OUTPUT;
  }

  /** Asset and amount of the first output. */
  @Override
  public AssetAmount coinbaseValue(List<TxOutput> outputs) {
    return outputs.getFirst().value();
  }

  @Override
  protected TxInput readInput(int type, ByteReader commitment, ByteReader rest)
      throws DecodeException {
    return switch (type) {
      case ISSUANCE -> readIssuance(commitment, rest);
      case SPEND -> readSpend(commitment, rest);
      case COINBASE -> readCoinbase(commitment, rest);
      default -> throw unsupportedInput(type, commitment);
    };
  }

  private static TxInput readIssuance(ByteReader commitment, ByteReader rest)
      throws DecodeException {
    Bytes nonce = commitment.str();
    int assetStart = commitment.position();
    AssetId asset = AssetId.of(commitment.h32());
    AssetAmount issued = new AssetAmount(asset, commitment.v63());
    Bytes suffix = commitment.rest();
    ByteReader witness = rest.ext();
    Bytes definition = witness.str();
    long vmVersion = witness.v63();
    Program program = new Program(vmVersion, witness.str());
    IssuanceTerms terms = new IssuanceTerms(program, definition);
    if (!terms.assetId().equals(issued.asset())) {
      throw DecodeException.format("asset ID does not match other issuance parameters", assetStart);
    }
    List<Bytes> arguments = witness.strs();
    Suffixes suffixes = Suffixes.of(suffix, witness.rest());
    return new IssuanceInput(nonce, issued, terms, arguments, suffixes);
  }

  @Override
  protected TxOutput readOutput(long assetVersion, ByteReader reader) throws DecodeException {
    try {
      ByteReader commitment = reader.ext();
      if (assetVersion != 1) {
        return new OriginalOutput(
            assetVersion, AssetAmount.ABSENT, Program.ABSENT, commitment.rest());
      }
      AssetAmount value = readAssetAmount(commitment);
      Program program = readControlProgram(commitment);
      return new OriginalOutput(assetVersion, value, program, commitment.rest());
    } catch (DecodeException e) {
      throw e.in("reading output commitment");
    }
  }

  @Override
  protected void checkMappable(TxFields fields) throws DecodeException {
    checkCoinbasePlace(fields);
    if (fields.outputs().isEmpty() && hasCoinbase(fields)) {
      throw DecodeException.format("coinbase input in a transaction without outputs", -1);
    }
  }

  @Override
  protected void writeCommitment(TxInput input, ByteWriter out) {
    switch (input) {
      case IssuanceInput i -> {
        out.u8(ISSUANCE).str(i.nonce());
        writeAssetAmount(i.issued(), out);
      }
      case SpendInput i -> {
        out.u8(SPEND);
        writeSpendCommitment(i.spent(), out);
      }
      case CoinbaseInput i -> out.u8(COINBASE).str(i.arbitrary());
      case VetoInput _, CrossChainInput _, UnknownInput _ ->
          throw new IllegalArgumentException("the main chain has no " + input.getClass());
    }
  }

  @Override
  protected void writeOutput(TxOutput output, ByteWriter out) {
    switch (output) {
      case OriginalOutput o -> {
        if (o.assetVersion() == 1) {
          writeAssetAmount(o.value(), out);
          writeControlProgram(o.program(), out);
        }
        out.raw(o.suffix());
      }
      case IntraChainOutput _, CrossChainOutput _, VoteOutput _ ->
          throw new IllegalArgumentException("the main chain has no " + output.getClass());
    }
  }

  /** No flags at all read as zero. */
  @Override
  protected int readFlags(ByteReader reader) throws DecodeException {
    return reader.remaining() == 0 ? 0 : reader.u8();
  }

  @Override
  protected BlockHeader readHeaderFields(ByteReader reader) throws DecodeException {
    HeaderFields fields = readCommonFields(reader);
    long nonce = reader.v63();
    return new ClassicHeader(fields, nonce, reader.v63());
  }

  @Override
  protected void writeHeaderFields(BlockHeader header, ByteWriter out) {
    ClassicHeader classic = (ClassicHeader) header;
    writeCommonFields(classic.fields(), out);
    out.v63(classic.nonce()).v63(classic.bits());
  }

  /** A block of the main chain always has a header. */
  @Override
  protected BlockHeader absentHeader(DecodeException error) throws DecodeException {
    throw error;
  }

  Bytes encode(ClassicHeader header) {
    return encodeHeader(header);
  }
}
