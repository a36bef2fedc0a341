package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;
import java.util.List;
import java.util.Optional;

/** One input of a transaction (spec/01 §4.2). Which kinds exist depends on the chain's format. */
public sealed interface TxInput
    permits SpendInput, IssuanceInput, CoinbaseInput, VetoInput, CrossChainInput, UnknownInput {

  /** 1 for every input with a meaning. */
  default long assetVersion() {
    return 1;
  }

  /** Arguments for the program, bottom of the stack first; empty for inputs without any. */
  default List<Bytes> arguments() {
    return List.of();
  }

  Suffixes suffixes();

  /** The output this input refers to, for the kinds that do. */
  default Optional<SpendCommitment> commitment() {
    return Optional.empty();
  }

  /**
   * What this input brings in, where the input alone says so (all kinds but coinbase and unknown).
   */
  default Optional<AssetAmount> value() {
    return commitment().map(SpendCommitment::value);
  }

  /** The same input with other arguments: how signatures are put in. */
  TxInput withArguments(List<Bytes> arguments);
}
