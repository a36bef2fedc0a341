package io.bystack.core.model;

import io.bystack.core.bytes.ByteReader;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.HexText;
import java.util.List;

/**
 * A chain's byte formats: which inputs and outputs exist and how they are coded, the header's codec
 * (spec/01 §4, §8). Part of what a chain module gives to the core; {@link LedgerCodec} is the
 * shared part of the implementations. Decoders throw nothing but {@link DecodeException} and refuse
 * also what makes the reference abort (§14). What they return are views of the given bytes.
 */
public interface LedgerFormat {

  /** Reads one transaction; bytes may follow. */
  Transaction readTransaction(ByteReader reader) throws DecodeException;

  /** Reads a header of any form that may follow the flags (§8.4); bytes may follow. */
  BlockHeader readHeader(ByteReader reader) throws DecodeException;

  /** Reads a block of any form; bytes may follow. */
  Block readBlock(ByteReader reader) throws DecodeException;

  /**
   * The canonical encoding; suffixes are written once.
   *
   * @throws IllegalArgumentException if a value cannot be written or an input or output is of a
   *     kind that this chain does not have
   */
  Bytes encode(TxFields fields);

  /** The {@code 03} form of a block of this header and these transactions as received. */
  Bytes encodeBlock(BlockHeader header, List<Transaction> transactions);

  /** What an output that a spend refers to is hashed as. */
  EntryType spendableOutput();

  /** What a coinbase input brings in, as far as the mux entry says so (§5.1). */
  AssetAmount coinbaseValue(List<TxOutput> outputs);

  /**
   * A transaction built in memory.
   *
   * @throws IllegalArgumentException as {@link #encode}
   */
  default Transaction transaction(TxFields fields) {
    return new Transaction(this, fields, encode(fields));
  }

  /** A block built in memory. */
  default Block block(BlockHeader header, List<Transaction> transactions) {
    return new Block(header, transactions, encodeBlock(header, transactions));
  }

  /** A transaction that is all of the given bytes. */
  default Transaction decodeTransaction(Bytes raw) throws DecodeException {
    ByteReader reader = raw.reader();
    Transaction transaction = readTransaction(reader);
    reader.expectEnd();
    return transaction;
  }

  /** A header; bytes behind it are ignored, as the reference does. */
  default BlockHeader decodeHeader(Bytes raw) throws DecodeException {
    return readHeader(raw.reader());
  }

  /** A block that is all of the given bytes. */
  default Block decodeBlock(Bytes raw) throws DecodeException {
    ByteReader reader = raw.reader();
    Block block = readBlock(reader);
    reader.expectEnd();
    return block;
  }

  /** A transaction from its text form, hex of either case (§12). */
  default Transaction parseTransaction(String hex) throws DecodeException {
    return decodeTransaction(HexText.decode(hex));
  }

  /** A header from its text form. */
  default BlockHeader parseHeader(String hex) throws DecodeException {
    return decodeHeader(HexText.decode(hex));
  }

  /** A block from its text form. */
  default Block parseBlock(String hex) throws DecodeException {
    return decodeBlock(HexText.decode(hex));
  }
}
