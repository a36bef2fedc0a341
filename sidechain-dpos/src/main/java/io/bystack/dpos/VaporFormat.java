package io.bystack.dpos;

import io.bystack.core.bytes.ByteReader;
import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.model.AssetAmount;
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
import io.bystack.core.model.OutputSuffixes;
import io.bystack.core.model.Program;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Suffixes;
import io.bystack.core.model.TxFields;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.UnknownInput;
import io.bystack.core.model.VetoInput;
import io.bystack.core.model.VoteOutput;
import java.util.List;

/** The side chain's byte formats (the lines marked Vapor in spec/01). */
public final class VaporFormat extends LedgerCodec {
  /** The format has no state. */
  public static final VaporFormat INSTANCE = new VaporFormat();

  private static final int CROSS_CHAIN_IN = 0;
  private static final int SPEND = 1;
  private static final int COINBASE = 2;
  private static final int VETO = 3;

  private static final int INTRA_CHAIN = 0;
  private static final int CROSS_CHAIN_OUT = 1;
  private static final int VOTE = 2;

  private VaporFormat() {}

  @Override
  public EntryType spendableOutput() {
    return EntryType.INTRA_CHAIN_OUTPUT;
  }

  /** BTM, the sum of all outputs' amounts of any asset modulo 2^64. */
  @Override
  public AssetAmount coinbaseValue(List<TxOutput> outputs) {
    long sum = 0;
    for (TxOutput output : outputs) {
      sum += output.value().amount();
    }
    return AssetAmount.btm(sum);
  }

  @Override
  protected TxInput readInput(int type, ByteReader commitment, ByteReader rest)
      throws DecodeException {
    return switch (type) {
      case CROSS_CHAIN_IN -> readCrossChainInput(commitment, rest);
      case SPEND -> readSpend(commitment, rest);
      case COINBASE -> readCoinbase(commitment, rest);
      case VETO -> readVeto(commitment, rest);
      default -> throw unsupportedInput(type, commitment);
    };
  }

  private static TxInput readCrossChainInput(ByteReader commitment, ByteReader rest)
      throws DecodeException {
    SpendCommitment source = readSpendCommitment(commitment);
    long vmVersion = commitment.v63();
    Bytes definition = commitment.str();
    Program program = new Program(vmVersion, commitment.str());
    Bytes suffix = commitment.rest();
    ByteReader witness = rest.ext();
    List<Bytes> arguments = witness.strs();
    Suffixes suffixes = Suffixes.of(suffix, witness.rest());
    return new CrossChainInput(source, new IssuanceTerms(program, definition), arguments, suffixes);
  }

  private static TxInput readVeto(ByteReader commitment, ByteReader rest) throws DecodeException {
    SpendCommitment spent = readSpendCommitment(commitment);
    Bytes vote = commitment.str();
    Bytes suffix = commitment.rest();
    ByteReader witness = rest.ext();
    List<Bytes> arguments = witness.strs();
    return new VetoInput(spent, vote, arguments, Suffixes.of(suffix, witness.rest()));
  }

  @Override
  protected TxOutput readOutput(long assetVersion, ByteReader reader) throws DecodeException {
    ByteReader outer = reader.ext();
    if (assetVersion != 1) {
      // Stands in for the output until checkMappable refuses the transaction as a whole.
      return new OriginalOutput(assetVersion, AssetAmount.ABSENT, Program.ABSENT, outer.rest());
    }
    int type;
    try {
      type = outer.u8();
    } catch (DecodeException e) {
      throw e.in("reading output type");
    }
    return switch (type) {
      case INTRA_CHAIN -> {
        Controlled c = Controlled.read(outer, "reading intra-chain output commitment");
        yield new IntraChainOutput(c.value, c.program, OutputSuffixes.of(c.suffix, outer.rest()));
      }
      case CROSS_CHAIN_OUT -> {
        Controlled c = Controlled.read(outer, "reading cross-chain output commitment");
        yield new CrossChainOutput(c.value, c.program, OutputSuffixes.of(c.suffix, outer.rest()));
      }
      case VOTE -> readVoteOutput(outer);
      default ->
          throw DecodeException.format("unsupported output type " + type, outer.position() - 1);
    };
  }

  private static TxOutput readVoteOutput(ByteReader outer) throws DecodeException {
    Bytes vote;
    try {
      vote = outer.str();
    } catch (DecodeException e) {
      throw e.in("reading vote output vote");
    }
    Controlled c = Controlled.read(outer, "reading vote output commitment");
    return new VoteOutput(vote, c.value, c.program, OutputSuffixes.of(c.suffix, outer.rest()));
  }

  /** The inner string of an output (OC of spec/01 §4.5). */
  private record Controlled(AssetAmount value, Program program, Bytes suffix) {
    static Controlled read(ByteReader outer, String context) throws DecodeException {
      try {
        ByteReader inner = outer.ext();
        AssetAmount value = readAssetAmount(inner);
        Program program = readControlProgram(inner);
        return new Controlled(value, program, inner.rest());
      } catch (DecodeException e) {
        throw e.in(context);
      }
    }
  }

  @Override
  protected void checkMappable(TxFields fields) throws DecodeException {
    checkCoinbasePlace(fields);
    for (TxOutput output : fields.outputs()) {
      if (output.assetVersion() != 1) {
        throw DecodeException.format(
            "output of unknown asset version " + output.assetVersion(), -1);
      }
    }
  }

  @Override
  protected void writeCommitment(TxInput input, ByteWriter out) {
    switch (input) {
      case CrossChainInput i -> {
        out.u8(CROSS_CHAIN_IN);
        writeSpendCommitment(i.source(), out);
        Program program = i.terms().program();
        out.v63(program.vmVersion()).str(i.terms().definition()).str(program.code());
      }
      case SpendInput i -> {
        out.u8(SPEND);
        writeSpendCommitment(i.spent(), out);
      }
      case CoinbaseInput i -> out.u8(COINBASE).str(i.arbitrary());
      case VetoInput i -> {
        out.u8(VETO);
        writeSpendCommitment(i.spent(), out);
        out.str(i.vote());
      }
      case IssuanceInput _, UnknownInput _ ->
          throw new IllegalArgumentException("the side chain has no " + input.getClass());
    }
  }

  @Override
  protected void writeOutput(TxOutput output, ByteWriter out) {
    switch (output) {
      case IntraChainOutput o -> {
        out.u8(INTRA_CHAIN);
        writeControlled(o, o.suffixes(), out);
      }
      case CrossChainOutput o -> {
        out.u8(CROSS_CHAIN_OUT);
        writeControlled(o, o.suffixes(), out);
      }
      case VoteOutput o -> {
        out.u8(VOTE).str(o.vote());
        writeControlled(o, o.suffixes(), out);
      }
      case OriginalOutput _ ->
          throw new IllegalArgumentException("the side chain has no " + output.getClass());
    }
  }

  private static void writeControlled(TxOutput output, OutputSuffixes suffixes, ByteWriter out) {
    ByteWriter inner = new ByteWriter(128);
    writeAssetAmount(output.value(), inner);
    writeControlProgram(output.program(), inner);
    inner.raw(suffixes.inner());
    writeString(inner, out);
    out.raw(suffixes.outer());
  }

  @Override
  protected int readFlags(ByteReader reader) throws DecodeException {
    return reader.u8();
  }

  @Override
  protected BlockHeader readHeaderFields(ByteReader reader) throws DecodeException {
    HeaderFields fields = readCommonFields(reader);
    // Headers are kept long after their blocks, whose bytes they must not keep with them.
    return new VaporHeader(fields, reader.ext().strs().stream().map(Bytes::compact).toList());
  }

  @Override
  protected void writeHeaderFields(BlockHeader header, ByteWriter out) {
    VaporHeader vapor = (VaporHeader) header;
    writeCommonFields(vapor.fields(), out);
    ByteWriter witness = new ByteWriter(64 * 12);
    witness.strs(vapor.witness());
    writeString(witness, out);
  }

  /** All zero; only the reference's own database has this form. */
  @Override
  protected BlockHeader absentHeader(DecodeException error) {
    return new VaporHeader(HeaderFields.ZERO, List.of());
  }

  Bytes encode(VaporHeader header) {
    return encodeHeader(header);
  }
}
