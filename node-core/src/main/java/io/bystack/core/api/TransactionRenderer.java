package io.bystack.core.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Block;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.CrossChainInput;
import io.bystack.core.model.CrossChainOutput;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.IssuanceInput;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.TxStatus;
import io.bystack.core.model.UnknownInput;
import io.bystack.core.model.VetoInput;
import io.bystack.core.model.VoteOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows transactions in the forms of spec/06 §6, without the names a wallet would add. */
public record TransactionRenderer(Rendering rendering) {

  /** All transactions of a block, in their order. */
  public List<TransactionView.Placed> placed(Block block, TxStatus status) {
    List<TransactionView.Placed> views = new ArrayList<>(block.transactions().size());
    for (int i = 0; i < block.transactions().size(); i++) {
      views.add(placed(block.transactions().get(i), status.failed().get(i)));
    }
    return views;
  }

  /** A transaction of a block or of the pool. */
  public TransactionView.Placed placed(Transaction tx, boolean statusFail) {
    return new TransactionView.Placed(
        tx.id(),
        U64.of(tx.version()),
        tx.serializedSize(),
        U64.of(tx.timeRange()),
        inputs(tx),
        outputs(tx),
        statusFail,
        tx.muxId());
  }

  /** A transaction given as bytes, with what would be its fee. */
  public TransactionView.Decoded decoded(Transaction tx) {
    long in = 0;
    for (TxInput input : tx.inputs()) {
      in += input.value().filter(v -> v.asset().isBtm()).map(AssetAmount::amount).orElse(0L);
    }
    long out = 0;
    for (TxOutput output : tx.outputs()) {
      out += output.value().asset().isBtm() ? output.value().amount() : 0;
    }
    return new TransactionView.Decoded(
        tx.id(),
        U64.of(tx.version()),
        tx.serializedSize(),
        U64.of(tx.timeRange()),
        inputs(tx),
        outputs(tx),
        rendering.shownFee(in, out));
  }

  private List<TransactionView.Input> inputs(Transaction tx) {
    List<TransactionView.Input> views = new ArrayList<>(tx.inputs().size());
    for (int i = 0; i < tx.inputs().size(); i++) {
      views.add(input(tx, i));
    }
    return views;
  }

  private TransactionView.Input input(Transaction tx, int index) {
    TxInput input = tx.inputs().get(index);
    boolean coinbase = input instanceof CoinbaseInput;
    Bytes program = spentProgram(input);
    AssetAmount value = input.value().orElse(null);
    return new TransactionView.Input(
        inputType(input),
        coinbase || value == null ? rendering.coinbaseAsset() : value.asset().value(),
        definition(input),
        U64.of(value == null ? 0 : value.amount()),
        input instanceof IssuanceInput i ? i.terms().program().code() : null,
        program,
        program == null ? null : rendering.address(program).orElse(null),
        tx.spentOutputId(index).orElse(null),
        input instanceof CoinbaseInput c && !c.arbitrary().isEmpty() ? c.arbitrary() : null,
        tx.inputId(index),
        input.arguments().isEmpty() ? null : input.arguments(),
        signData(tx, index, coinbase));
  }

  private Hash signData(Transaction tx, int index, boolean coinbase) {
    if (!rendering.showsSignData()) {
      return null;
    }
    return coinbase ? Hash.ZERO : tx.sigHash(index);
  }

  private static String inputType(TxInput input) {
    return switch (input) {
      case SpendInput s -> "spend";
      case IssuanceInput i -> "issue";
      case CoinbaseInput c -> "coinbase";
      case VetoInput v -> "veto";
      case CrossChainInput c -> "cross_chain_in";
      case UnknownInput u -> "";
    };
  }

  private static Bytes spentProgram(TxInput input) {
    return switch (input) {
      case SpendInput s -> s.spent().program().code();
      case VetoInput v -> v.spent().program().code();
      case IssuanceInput i -> null;
      case CoinbaseInput c -> null;
      case CrossChainInput c -> null;
      case UnknownInput u -> null;
    };
  }

  /** The definition an issuance carries if it is JSON of any kind, else an empty object. */
  private static JsonNode definition(TxInput input) {
    Optional<JsonNode> carried =
        input instanceof IssuanceInput issuance
            ? RawJson.of(issuance.terms().definition().toUtf8())
            : Optional.empty();
    return carried.orElseGet(ApiJson.mapper()::createObjectNode);
  }

  private List<TransactionView.Output> outputs(Transaction tx) {
    List<TransactionView.Output> views = new ArrayList<>(tx.outputs().size());
    for (int i = 0; i < tx.outputs().size(); i++) {
      TxOutput output = tx.outputs().get(i);
      Bytes program = output.program().code();
      views.add(
          new TransactionView.Output(
              rendering.outputType(output),
              tx.resultId(i),
              i,
              output.value().asset(),
              ApiJson.mapper().createObjectNode(),
              U64.of(output.value().amount()),
              program,
              address(output, program).orElse(null),
              output instanceof VoteOutput v ? v.vote() : null));
    }
    return views;
  }

  private Optional<String> address(TxOutput output, Bytes program) {
    return switch (output) {
      case CrossChainOutput c -> rendering.foreignAddress(program);
      case OriginalOutput o -> rendering.address(program);
      case IntraChainOutput i -> rendering.address(program);
      case VoteOutput v -> rendering.address(program);
    };
  }
}
