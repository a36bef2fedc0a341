package io.bystack.pow.consensus;

import io.bystack.core.consensus.ChainContext;
import io.bystack.core.consensus.ChainParameters;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.consensus.ChainRules;
import io.bystack.core.consensus.ForkChoice;
import io.bystack.core.consensus.PoolPolicy;
import io.bystack.core.consensus.TransactionRules;
import io.bystack.core.consensus.UtxoRules;
import io.bystack.core.consensus.ValidatedTransactions;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.model.LedgerFormat;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.ClassicTransactionValidator;

/** The proof-of-work main chain as the chain engine sees it (spec/03). */
public record PowProtocol(
    ChainParameters parameters, TransactionRules transactionRules, PowFunction function)
    implements ChainProtocol {
  /** From this height on an input's id must not be empty, on all networks (spec/03 §5.1). */
  private static final long EMPTY_INPUT_RULE_FROM = 142_500;

  /** The protocol of a network, its transactions checked with the product's own verifier. */
  public static PowProtocol of(ChainParameters parameters, PowFunction function) {
    ClassicTransactionValidator validator =
        new ClassicTransactionValidator(
            ClassicTransactionValidator.Parameters.bytom(), Ed25519.verifier()::verify);
    return new PowProtocol(
        parameters,
        new ValidatedTransactions(validator, height -> height < EMPTY_INPUT_RULE_FROM ? 0 : 1),
        function);
  }

  @Override
  public LedgerFormat format() {
    return ClassicFormat.INSTANCE;
  }

  @Override
  public UtxoRules utxoRules() {
    return new PowUtxoRules();
  }

  @Override
  public ForkChoice forkChoice() {
    return new PowForkChoice();
  }

  @Override
  public PoolPolicy poolPolicy() {
    return new PowPoolPolicy();
  }

  /** As the reference: it reads only headers up to its best height again (spec/03 §8.5). */
  @Override
  public boolean keepsBlocksAboveTip() {
    return false;
  }

  @Override
  public ChainRules open(ChainContext context) {
    function.prepare(Seed.after(context.tree().best(), context.tree()));
    return new PowChainRules(parameters.maxBlockGas(), function);
  }
}
