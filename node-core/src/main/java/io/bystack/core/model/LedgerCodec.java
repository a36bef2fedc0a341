package io.bystack.core.model;

import io.bystack.core.bytes.ByteReader;
import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of the wire formats that all chains share: the transaction frame, the forms of a block,
 * the spend commitment (spec/01 §4, §8). A chain adds its inputs, outputs and header.
 */
public abstract class LedgerCodec extends WireParts implements LedgerFormat {
  private static final int TX_FLAGS = 7;
  private static final int HEADER_ONLY = 1;
  private static final int TRANSACTIONS_ONLY = 2;
  private static final int FULL_BLOCK = 3;
  // Sizes of lists when nothing is known but a claimed count: most transactions are small.
  private static final int FIRST_CAPACITY = 4;

  // ---- what a chain adds

  /**
   * Reads an input of asset version 1 whose commitment has been read up to and with its type byte.
   *
   * @param commitment what follows the type byte
   * @param rest what follows the commitment: the witness
   */
  protected abstract TxInput readInput(int type, ByteReader commitment, ByteReader rest)
      throws DecodeException;

  /** Reads an output up to but not with its witness string, error contexts included. */
  protected abstract TxOutput readOutput(long assetVersion, ByteReader reader)
      throws DecodeException;

  /** Refuses content that makes the reference abort (§14). */
  protected abstract void checkMappable(TxFields fields) throws DecodeException;

  /** Writes the commitment of a known input from its type byte on, without its suffix. */
  protected abstract void writeCommitment(TxInput input, ByteWriter out);

  /** Writes the commitment of an output, suffixes included, without the length before it. */
  protected abstract void writeOutput(TxOutput output, ByteWriter out);

  /** Reads what follows the flags in a header. */
  protected abstract BlockHeader readHeaderFields(ByteReader reader) throws DecodeException;

  /** Writes what follows the flags in a header. */
  protected abstract void writeHeaderFields(BlockHeader header, ByteWriter out);

  /**
   * The header of a block that has transactions only.
   *
   * @param error what to throw if the chain has no such form
   */
  protected abstract BlockHeader absentHeader(DecodeException error) throws DecodeException;

  /** Reads the flag byte of a header or block. */
  protected abstract int readFlags(ByteReader reader) throws DecodeException;

  // ---- transactions

  @Override
  public final Transaction readTransaction(ByteReader reader) throws DecodeException {
    int start = reader.position();
    TxFields fields = readFields(reader);
    checkMappable(fields);
    return new Transaction(this, fields, reader.since(start));
  }

  private TxFields readFields(ByteReader reader) throws DecodeException {
    readTxFlags(reader);
    long version;
    try {
      version = reader.v63();
    } catch (DecodeException e) {
      throw e.in("reading transaction version");
    }
    long timeRange = reader.v63();
    int inputCount = readCount(reader, "reading number of transaction inputs");
    List<TxInput> inputs = new ArrayList<>(Math.min(inputCount, FIRST_CAPACITY));
    for (int i = 0; i < inputCount; i++) {
      try {
        inputs.add(readInput(reader));
      } catch (DecodeException e) {
        throw e.in("reading input " + i);
      }
    }
    int outputCount = readCount(reader, "reading number of transaction outputs");
    List<TxOutput> outputs = new ArrayList<>(Math.min(outputCount, FIRST_CAPACITY));
    for (int i = 0; i < outputCount; i++) {
      try {
        outputs.add(readOutput(reader));
      } catch (DecodeException e) {
        throw e.in("reading output " + i);
      }
    }
    return new TxFields(version, timeRange, inputs, outputs);
  }

  private static void readTxFlags(ByteReader reader) throws DecodeException {
    int flags;
    try {
      flags = reader.u8();
    } catch (DecodeException e) {
      throw e.in("reading serialization flags");
    }
    if (flags != TX_FLAGS) {
      String text = "unsupported serflags 0x" + Integer.toHexString(flags);
      throw DecodeException.format(text, reader.position() - 1);
    }
  }

  private static int readCount(ByteReader reader, String context) throws DecodeException {
    try {
      return reader.v31();
    } catch (DecodeException e) {
      throw e.in(context);
    }
  }

  private TxInput readInput(ByteReader reader) throws DecodeException {
    long assetVersion = reader.v63();
    ByteReader commitment = reader.ext();
    if (assetVersion != 1) {
      Bytes content = commitment.rest();
      return new UnknownInput(assetVersion, Suffixes.of(content, reader.ext().rest()));
    }
    int type;
    try {
      type = commitment.u8();
    } catch (DecodeException e) {
      throw e.in("reading input commitment type");
    }
    return readInput(type, commitment, reader);
  }

  private TxOutput readOutput(ByteReader reader) throws DecodeException {
    long assetVersion;
    try {
      assetVersion = reader.v63();
    } catch (DecodeException e) {
      throw e.in("reading asset version");
    }
    TxOutput output = readOutput(assetVersion, reader);
    try {
      reader.str();
    } catch (DecodeException e) {
      throw e.in("reading output witness");
    }
    return output;
  }

  /** An unsupported type of input. */
  protected static DecodeException unsupportedInput(int type, ByteReader commitment) {
    return DecodeException.format("unsupported input type " + type, commitment.position() - 1);
  }

  /** Refuses a coinbase whose value the reference looks for in vain: input 0 is unknown. */
  protected static void checkCoinbasePlace(TxFields fields) throws DecodeException {
    if (!fields.inputs().isEmpty()
        && fields.inputs().getFirst() instanceof UnknownInput
        && hasCoinbase(fields)) {
      throw DecodeException.format("coinbase input behind an input of unknown asset version", -1);
    }
  }

  protected static boolean hasCoinbase(TxFields fields) {
    for (TxInput input : fields.inputs()) {
      if (input instanceof CoinbaseInput) {
        return true;
      }
    }
    return false;
  }

  @Override
  public final Bytes encode(TxFields fields) {
    ByteWriter out = new ByteWriter(512);
    ByteWriter part = new ByteWriter(256);
    out.u8(TX_FLAGS).v63(fields.version()).v63(fields.timeRange());
    out.v31(fields.inputs().size());
    for (TxInput input : fields.inputs()) {
      out.v63(input.assetVersion());
      part.clear();
      if (!(input instanceof UnknownInput)) {
        writeCommitment(input, part);
      }
      part.raw(input.suffixes().commitment());
      writeString(part, out);
      part.clear();
      writeWitness(input, part);
      part.raw(input.suffixes().witness());
      writeString(part, out);
    }
    out.v31(fields.outputs().size());
    for (TxOutput output : fields.outputs()) {
      out.v63(output.assetVersion());
      part.clear();
      writeOutput(output, part);
      writeString(part, out);
      out.u8(0);
    }
    return out.toBytes();
  }

  private static void writeWitness(TxInput input, ByteWriter out) {
    switch (input) {
      case SpendInput i -> out.strs(i.arguments());
      case VetoInput i -> out.strs(i.arguments());
      case CrossChainInput i -> out.strs(i.arguments());
      case IssuanceInput i -> {
        Program program = i.terms().program();
        out.str(i.terms().definition()).v63(program.vmVersion()).str(program.code());
        out.strs(i.arguments());
      }
      case CoinbaseInput _, UnknownInput _ -> {}
    }
  }

  // ---- headers and blocks

  private static DecodeException unsupportedFlags(int flags, ByteReader reader) {
    String text = String.format("unsupported serialization flags 0x%02x", flags);
    return DecodeException.format(text, Math.max(0, reader.position() - 1));
  }

  @Override
  public final BlockHeader readHeader(ByteReader reader) throws DecodeException {
    int flags = readFlags(reader);
    if (flags != HEADER_ONLY && flags != FULL_BLOCK) {
      throw unsupportedFlags(flags, reader);
    }
    return readHeaderFields(reader);
  }

  @Override
  public final Block readBlock(ByteReader reader) throws DecodeException {
    int start = reader.position();
    int flags = readFlags(reader);
    BlockHeader header =
        switch (flags) {
          case HEADER_ONLY, FULL_BLOCK -> readHeaderFields(reader);
          case TRANSACTIONS_ONLY -> absentHeader(unsupportedFlags(flags, reader));
          default -> throw unsupportedFlags(flags, reader);
        };
    List<Transaction> transactions = flags == HEADER_ONLY ? List.of() : readTransactions(reader);
    return new Block(header, transactions, reader.since(start));
  }

  private List<Transaction> readTransactions(ByteReader reader) throws DecodeException {
    int count = readCount(reader, "reading number of transactions");
    List<Transaction> transactions = new ArrayList<>(Math.min(count, FIRST_CAPACITY));
    for (int i = 0; i < count; i++) {
      try {
        transactions.add(readTransaction(reader));
      } catch (DecodeException e) {
        throw e.in("reading transaction " + i);
      }
    }
    return transactions;
  }

  /** The {@code 01} form. */
  protected final Bytes encodeHeader(BlockHeader header) {
    ByteWriter out = new ByteWriter(256);
    out.u8(HEADER_ONLY);
    writeHeaderFields(header, out);
    return out.toBytes();
  }

  @Override
  public final Bytes encodeBlock(BlockHeader header, List<Transaction> transactions) {
    ByteWriter head = new ByteWriter(1024).u8(FULL_BLOCK);
    writeHeaderFields(header, head);
    return withTransactions(head, transactions);
  }

  /** The {@code 02} form: transactions without a header. */
  public final Bytes encodeTransactions(List<Transaction> transactions) {
    return withTransactions(new ByteWriter(16).u8(TRANSACTIONS_ONLY), transactions);
  }

  /** Blocks are large: their size is known before they are written. */
  private static Bytes withTransactions(ByteWriter head, List<Transaction> transactions) {
    head.v31(transactions.size());
    int size = head.size();
    for (Transaction transaction : transactions) {
      size = Math.addExact(size, transaction.serializedSize());
    }
    ByteWriter out = new ByteWriter(size).raw(head.buffer(), 0, head.size());
    for (Transaction transaction : transactions) {
      out.raw(transaction.raw());
    }
    return Bytes.wrap(out.finish());
  }
}
