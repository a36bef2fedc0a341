package io.bystack.core.model;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Maps transactions to entries and computes their ids (spec/01 §5) in five steps, each over all
 * given transactions at once: previous outputs, inputs, muxes, outputs, headers.
 */
final class IdComputation {
  private static final ThreadLocal<EntryBatch> BATCH = ThreadLocal.withInitial(EntryBatch::new);
  private static final Program MUX_PROGRAM = Program.of(Bytes.of(0x51));
  private static final int SMALL = 8;

  private final LedgerFormat format;
  private final TxFields[] txs;
  private final EntryBatch batch;
  private final Hash[][] spent;
  private final Hash[][] inputs;
  private final Hash[] muxes;
  private final Hash[][] results;

  private IdComputation(LedgerFormat format, TxFields[] txs, EntryBatch batch) {
    this.format = format;
    this.txs = txs;
    this.batch = batch;
    this.spent = new Hash[txs.length][];
    this.inputs = new Hash[txs.length][];
    this.muxes = new Hash[txs.length];
    this.results = new Hash[txs.length][];
  }

  /** The ids of each transaction, in order. */
  static TxIds[] compute(LedgerFormat format, TxFields... txs) {
    EntryBatch batch = BATCH.get();
    try {
      return new IdComputation(format, txs, batch).run();
    } finally {
      batch.clear();
    }
  }

  private TxIds[] run() {
    previousOutputs();
    inputEntries();
    muxEntries();
    outputEntries();
    for (int t = 0; t < txs.length; t++) {
      ByteWriter body = batch.body();
      body.le64(txs[t].version()).le64(txs[t].timeRange()).uv(results[t].length);
      for (Hash result : results[t]) {
        body.h32(result);
      }
      batch.end(EntryType.TX_HEADER);
    }
    batch.run();
    TxIds[] ids = new TxIds[txs.length];
    for (int t = 0; t < txs.length; t++) {
      Hash[] slots = slots(txs[t].inputs(), inputs[t]);
      ids[t] = new TxIds(batch.id(t), muxes[t], inputs[t], slots, spent[t], results[t]);
    }
    return ids;
  }

  private void previousOutputs() {
    for (TxFields tx : txs) {
      for (TxInput input : tx.inputs()) {
        switch (input) {
          case SpendInput i -> previousOutput(i.spent(), format.spendableOutput(), Bytes.EMPTY);
          case CrossChainInput i ->
              previousOutput(i.source(), format.spendableOutput(), Bytes.EMPTY);
          case VetoInput i -> previousOutput(i.spent(), EntryType.VOTE_OUTPUT, i.vote());
          case IssuanceInput _, CoinbaseInput _, UnknownInput _ -> {}
        }
      }
    }
    batch.run();
    int next = 0;
    for (int t = 0; t < txs.length; t++) {
      List<TxInput> list = txs[t].inputs();
      spent[t] = new Hash[list.size()];
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i).commitment().isPresent()) {
          spent[t][i] = batch.id(next++);
        }
      }
    }
    batch.clear();
  }

  private void previousOutput(SpendCommitment output, EntryType type, Bytes vote) {
    batch.source(output.sourceId(), output.value(), output.sourcePosition());
    batch.program(output.program());
    if (type == EntryType.VOTE_OUTPUT) {
      batch.string(vote);
    }
    batch.end(type);
  }

  private void inputEntries() {
    for (int t = 0; t < txs.length; t++) {
      List<TxInput> list = txs[t].inputs();
      for (int i = 0; i < list.size(); i++) {
        inputEntry(list.get(i), spent[t][i]);
      }
    }
    batch.run();
    int next = 0;
    for (int t = 0; t < txs.length; t++) {
      List<TxInput> list = txs[t].inputs();
      inputs[t] = new Hash[list.size()];
      for (int i = 0; i < list.size(); i++) {
        if (!(list.get(i) instanceof UnknownInput)) {
          inputs[t][i] = batch.id(next++);
        }
      }
    }
    batch.clear();
  }

  private void inputEntry(TxInput input, Hash previous) {
    ByteWriter body = batch.body();
    switch (input) {
      case SpendInput _ -> {
        body.h32(previous);
        batch.end(EntryType.SPEND);
      }
      case VetoInput _ -> {
        body.h32(previous);
        batch.end(EntryType.VETO);
      }
      case CrossChainInput i -> {
        body.h32(previous);
        batch.program(i.terms().program());
        body.h32(Sha3.sha3(i.terms().definition()));
        batch.end(EntryType.CROSS_CHAIN_INPUT);
      }
      case IssuanceInput i -> {
        body.h32(Sha3.sha3(i.nonce()));
        body.h32(i.issued().asset().value()).le64(i.issued().amount());
        batch.end(EntryType.ISSUANCE);
      }
      case CoinbaseInput i -> {
        batch.string(i.arbitrary());
        batch.end(EntryType.COINBASE);
      }
      case UnknownInput _ -> {}
    }
  }

  private void muxEntries() {
    for (int t = 0; t < txs.length; t++) {
      List<TxInput> list = txs[t].inputs();
      batch.body().uv(list.size());
      for (int i = 0; i < list.size(); i++) {
        muxSource(txs[t], list.get(i), inputs[t][i]);
      }
      batch.program(MUX_PROGRAM);
      batch.end(EntryType.MUX);
    }
    batch.run();
    for (int t = 0; t < txs.length; t++) {
      muxes[t] = batch.id(t);
    }
    batch.clear();
  }

  private void muxSource(TxFields tx, TxInput input, Hash id) {
    switch (input) {
      case SpendInput i -> batch.source(id, i.spent().value(), 0);
      case VetoInput i -> batch.source(id, i.spent().value(), 0);
      case CrossChainInput i -> batch.source(id, i.source().value(), 0);
      case IssuanceInput i -> batch.source(id, i.issued(), 0);
      case CoinbaseInput _ -> batch.source(id, format.coinbaseValue(tx.outputs()), 0);
      case UnknownInput _ -> {} // absent: no bytes, though counted
    }
  }

  private void outputEntries() {
    for (int t = 0; t < txs.length; t++) {
      List<TxOutput> list = txs[t].outputs();
      for (int i = 0; i < list.size(); i++) {
        outputEntry(list.get(i), muxes[t], i);
      }
    }
    batch.run();
    int next = 0;
    for (int t = 0; t < txs.length; t++) {
      results[t] = new Hash[txs[t].outputs().size()];
      for (int i = 0; i < results[t].length; i++) {
        results[t][i] = batch.id(next++);
      }
    }
    batch.clear();
  }

  private void outputEntry(TxOutput output, Hash mux, int index) {
    EntryType type = typeOf(output);
    batch.source(mux, output.value(), index);
    if (type != EntryType.RETIREMENT) {
      batch.program(output.program());
      if (output instanceof VoteOutput vote) {
        batch.string(vote.vote());
      }
    }
    batch.end(type);
  }

  /** The kind of entry an output becomes. */
  static EntryType typeOf(TxOutput output) {
    if (output.isRetirement()) {
      return EntryType.RETIREMENT;
    }
    return switch (output) {
      case OriginalOutput _ -> EntryType.OUTPUT;
      case IntraChainOutput _ -> EntryType.INTRA_CHAIN_OUTPUT;
      case CrossChainOutput _ -> EntryType.CROSS_CHAIN_OUTPUT;
      case VoteOutput _ -> EntryType.VOTE_OUTPUT;
    };
  }

  /** The kind of entry an input becomes, if any. */
  static Optional<EntryType> typeOf(TxInput input) {
    return switch (input) {
      case SpendInput _ -> Optional.of(EntryType.SPEND);
      case IssuanceInput _ -> Optional.of(EntryType.ISSUANCE);
      case CoinbaseInput _ -> Optional.of(EntryType.COINBASE);
      case VetoInput _ -> Optional.of(EntryType.VETO);
      case CrossChainInput _ -> Optional.of(EntryType.CROSS_CHAIN_INPUT);
      case UnknownInput _ -> Optional.empty();
    };
  }

  /**
   * Puts each distinct id into the slot of the last input that has it, a coinbase's into slot 0;
   * other slots are zero (spec/01 §6).
   */
  private static Hash[] slots(List<TxInput> list, Hash[] ids) {
    Hash[] slots = new Hash[ids.length];
    Arrays.fill(slots, Hash.ZERO);
    Map<Hash, Integer> last = ids.length > SMALL ? HashMap.newHashMap(ids.length) : null;
    for (int i = 0; last != null && i < ids.length; i++) {
      if (ids[i] != null) {
        last.put(ids[i], i);
      }
    }
    for (int i = 0; i < ids.length; i++) {
      if (list.get(i) instanceof CoinbaseInput) {
        slots[0] = ids[i];
      } else if (ids[i] != null
          && (last == null ? !laterHas(ids, i) : last.getOrDefault(ids[i], i) == i)) {
        slots[i] = ids[i];
      }
    }
    return slots;
  }

  private static boolean laterHas(Hash[] ids, int index) {
    for (int i = index + 1; i < ids.length; i++) {
      if (ids[index].equals(ids[i])) {
        return true;
      }
    }
    return false;
  }
}
