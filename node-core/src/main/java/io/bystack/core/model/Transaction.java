package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A transaction: its content, the bytes it was received as, and its ids, which are computed on
 * first use and kept (spec/01 §4–§6). Immutable and safe to share between threads. Two are equal if
 * their bytes are: the id alone does not cover the witness.
 *
 * <p>Made by a {@link LedgerFormat}: decoded from bytes, or built in memory with {@link
 * LedgerFormat#transaction}, which encodes it, so that the bytes are always there.
 */
public final class Transaction {
  private final LedgerFormat format;
  private final TxFields fields;
  private final Bytes raw;
  // All are immutable values computed from final fields: a race computes them twice, no more.
  private TxIds ids;
  private Hash witnessHash;
  private Boolean canonical;

  /** For implementations of {@link LedgerFormat}: {@code raw} must be an encoding of the fields. */
  public Transaction(LedgerFormat format, TxFields fields, Bytes raw) {
    this.format = format;
    this.fields = fields;
    this.raw = raw;
  }

  /** Computes the ids of many transactions at once, which is faster than one by one. */
  public static void computeIds(Collection<Transaction> transactions) {
    List<Transaction> missing = new ArrayList<>(transactions.size());
    for (Transaction tx : transactions) {
      if (tx.ids == null) {
        missing.add(tx);
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    TxFields[] fields = new TxFields[missing.size()];
    Arrays.setAll(fields, i -> missing.get(i).fields);
    TxIds[] computed = IdComputation.compute(missing.getFirst().format, fields);
    for (int i = 0; i < fields.length; i++) {
      missing.get(i).ids = computed[i];
    }
  }

  private TxIds ids() {
    TxIds known = ids;
    if (known == null) {
      known = IdComputation.compute(format, fields)[0];
      ids = known;
    }
    return known;
  }

  public TxFields fields() {
    return fields;
  }

  public long version() {
    return fields.version();
  }

  /** Last block height at which it may be in a block; 0 for no limit. */
  public long timeRange() {
    return fields.timeRange();
  }

  public List<TxInput> inputs() {
    return fields.inputs();
  }

  public List<TxOutput> outputs() {
    return fields.outputs();
  }

  /** The bytes as received; what is stored, relayed and counted for gas. */
  public Bytes raw() {
    return raw;
  }

  /** Number of bytes of {@link #raw}. */
  public int serializedSize() {
    return raw.length();
  }

  /** The transaction id: covers inputs and outputs, but no arguments and no suffixes. */
  public Hash id() {
    return ids().id();
  }

  /** Id of the mux entry: the source id of all outputs. */
  public Hash muxId() {
    return ids().mux();
  }

  /** Ids of the outputs in order. */
  public List<Hash> resultIds() {
    return List.of(ids().results());
  }

  /** Id of output {@code index}: what a later input spends. */
  public Hash resultId(int index) {
    return ids().results()[index];
  }

  /**
   * The slot of input {@code index} in the list of input ids: its entry's id, or zero for unknown
   * inputs and earlier duplicates (spec/01 §6).
   */
  public Hash inputId(int index) {
    return ids().slots()[index];
  }

  /**
   * The id of the entry of input {@code index}, also where its slot is zero; none for unknown
   * inputs.
   */
  public Optional<Hash> inputEntryId(int index) {
    return Optional.ofNullable(ids().inputs()[index]);
  }

  /** What input {@code index} is signed over: H(input id slot ‖ transaction id). */
  public Hash sigHash(int index) {
    return Sha3.sha3(inputId(index), id());
  }

  /** What the virtual machine gives as TXSIGHASH for an entry: H(entry id ‖ transaction id). */
  public Hash sigHash(Hash entryId) {
    return Sha3.sha3(entryId, id());
  }

  /** Id of the output that input {@code index} refers to (spend, veto, cross-chain input). */
  public Optional<Hash> spentOutputId(int index) {
    return Optional.ofNullable(ids().spent()[index]);
  }

  /**
   * Ids of the outputs of this chain that are spent (spends, vetos), distinct, in order of inputs.
   */
  public List<Hash> spentOutputIds() {
    return referredIds(false);
  }

  /**
   * Ids of the main chain's outputs brought in (cross-chain inputs), distinct, in order of inputs.
   */
  public List<Hash> mainchainOutputIds() {
    return referredIds(true);
  }

  private List<Hash> referredIds(boolean crossChain) {
    Hash[] spent = ids().spent();
    if (spent.length == 1) {
      boolean asked = inputs().getFirst() instanceof CrossChainInput == crossChain;
      return asked && spent[0] != null ? List.of(spent[0]) : List.of();
    }
    Set<Hash> distinct = LinkedHashSet.newLinkedHashSet(spent.length);
    for (int i = 0; i < spent.length; i++) {
      if (spent[i] != null && inputs().get(i) instanceof CrossChainInput == crossChain) {
        distinct.add(spent[i]);
      }
    }
    return List.copyOf(distinct);
  }

  /**
   * Ids of the input entries that may pay for gas: those bringing BTM, never issuances, and every
   * coinbase; distinct, in order of inputs.
   */
  public List<Hash> gasInputIds() {
    Set<Hash> distinct = LinkedHashSet.newLinkedHashSet(inputs().size());
    for (int i = 0; i < inputs().size(); i++) {
      TxInput input = inputs().get(i);
      if (input instanceof CoinbaseInput
          || input.commitment().map(c -> c.value().asset().isBtm()).orElse(false)) {
        distinct.add(ids().inputs()[i]);
      }
    }
    return List.copyOf(distinct);
  }

  /**
   * Every entry once, in the order they are computed: previous outputs, inputs, mux, outputs,
   * header.
   */
  public List<Entry> entries() {
    Set<Entry> entries = new LinkedHashSet<>();
    for (int i = 0; i < inputs().size(); i++) {
      TxInput input = inputs().get(i);
      EntryType spentType =
          input instanceof VetoInput ? EntryType.VOTE_OUTPUT : format.spendableOutput();
      spentOutputId(i).ifPresent(id -> entries.add(new Entry(spentType, id)));
    }
    for (int i = 0; i < inputs().size(); i++) {
      EntryType type = IdComputation.typeOf(inputs().get(i)).orElse(null);
      inputEntryId(i).ifPresent(id -> entries.add(new Entry(type, id)));
    }
    entries.add(new Entry(EntryType.MUX, muxId()));
    for (int i = 0; i < outputs().size(); i++) {
      entries.add(new Entry(resultType(i), resultId(i)));
    }
    entries.add(new Entry(EntryType.TX_HEADER, id()));
    return List.copyOf(entries);
  }

  /** The kind of entry output {@code index} becomes. */
  public EntryType resultType(int index) {
    return IdComputation.typeOf(outputs().get(index));
  }

  /** SHA3-256 of {@link #raw}: unlike the id it covers everything. */
  public Hash witnessHash() {
    Hash known = witnessHash;
    if (known == null) {
      known = Sha3.sha3(raw);
      witnessHash = known;
    }
    return known;
  }

  /**
   * Whether the bytes are the canonical encoding and no suffix is present. Others are valid in
   * blocks but neither relayed nor mined (spec/01 §4.6).
   */
  public boolean isCanonical() {
    Boolean known = canonical;
    if (known == null) {
      known = !fields.hasSuffix() && format.encode(fields).equals(raw);
      canonical = known;
    }
    return known;
  }

  /** The same with bytes of its own instead of views of a larger buffer, such as its block's. */
  public Transaction compact() {
    if (raw.isCompact()) {
      return this;
    }
    try {
      Transaction own = format.decodeTransaction(Bytes.wrap(raw.toArray()));
      own.ids = ids;
      own.witnessHash = witnessHash;
      own.canonical = canonical;
      return own;
    } catch (DecodeException e) {
      throw new IllegalStateException("a decoded transaction does not decode again", e);
    }
  }

  /** The text form: lower-case hex of {@link #raw}. */
  public String toHex() {
    return raw.toHex();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Transaction t && raw.equals(t.raw) && format.equals(t.format);
  }

  @Override
  public int hashCode() {
    return raw.hashCode();
  }

  @Override
  public String toString() {
    return "Transaction[" + id() + "]";
  }
}
