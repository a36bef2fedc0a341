package io.bystack.pow;

import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.CrossChainInput;
import io.bystack.core.model.IssuanceInput;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.UnknownInput;
import io.bystack.core.model.VetoInput;
import io.bystack.core.validation.GasSchedule;
import io.bystack.core.validation.ProgramRunner;
import io.bystack.core.validation.TransactionValidator;
import io.bystack.core.validation.TransactionWalk;
import io.bystack.core.validation.TxException;
import io.bystack.core.validation.TxRule;
import io.bystack.core.validation.TxVerdict;
import io.bystack.core.validation.ValidationContext;
import io.bystack.core.validation.WalkRules;
import io.bystack.core.vm.InstructionSet;
import io.bystack.core.vm.ProgramConversion;
import io.bystack.core.vm.SignatureVerifier;
import io.bystack.core.vm.StandardPrograms;
import io.bystack.core.vm.VirtualMachine;

/** The main chain's rules of one transaction (spec/02 §7). */
public final class ClassicTransactionValidator implements TransactionValidator {
  /**
   * What networks of this chain may set.
   *
   * @param gas prices and limits
   * @param distinctInputsFrom height from which on no two inputs may be one entry
   */
  public record Parameters(GasSchedule gas, long distinctInputsFrom) {
    private static final GasSchedule GAS = new GasSchedule(200, 1, 200_000, 30_000, false);

    /** Of every network the reference runs; below the height the rule would refuse old blocks. */
    public static Parameters bytom() {
      return new Parameters(GAS, 142_500);
    }

    /** Of networks of our own: the reference's open window for coins from nothing is shut. */
    public static Parameters strict() {
      return new Parameters(GAS, 0);
    }
  }

  /** The chain's instructions. */
  public static final InstructionSet INSTRUCTIONS = InstructionSet.BASE;

  private static final int COINBASE_ARBITRARY_LIMIT = 128;

  private final Parameters parameters;
  private final WalkRules rules;

  public ClassicTransactionValidator(Parameters parameters, SignatureVerifier signatures) {
    this.parameters = parameters;
    VirtualMachine machine = new VirtualMachine(INSTRUCTIONS, signatures);
    this.rules =
        new WalkRules(
            parameters.gas(),
            new ProgramRunner(machine, ProgramConversion.WITNESS),
            ClassicFormat.INSTANCE::coinbaseValue,
            ClassicTransactionValidator::checkInput);
  }

  @Override
  public TxVerdict validate(Transaction tx, ValidationContext context) {
    return rules.verdict(tx, context, this::follow);
  }

  @Override
  public boolean anyOrderSafe(Transaction tx, ValidationContext context) {
    return rules.anyOrderSafe(tx, context, this::follow);
  }

  private void follow(TransactionWalk walk) throws TxException {
    walk.checkPrelude();
    if (walk.context().height() >= parameters.distinctInputsFrom()) {
      walk.checkInputIds();
    }
    checkStandard(walk.transaction());
    if (!walk.hasNoResults()) {
      walk.checkMux();
    }
  }

  /** BTM may only come from and go to standard programs, or be retired. */
  private static void checkStandard(Transaction tx) throws TxException {
    for (int i = 0; i < tx.inputs().size(); i++) {
      if (tx.inputs().get(i) instanceof SpendInput spend
          && spend.spent().value().asset().isBtm()
          && !StandardPrograms.isStandard(spend.spent().program().code())) {
        throw TxException.of(TxRule.NOT_STANDARD_TX, "input " + i, "");
      }
    }
    for (int i = 0; i < tx.outputs().size(); i++) {
      TxOutput output = tx.outputs().get(i);
      if (output.value().asset().isBtm()
          && !output.isRetirement()
          && !StandardPrograms.isStandard(output.program().code())) {
        throw TxException.of(TxRule.NOT_STANDARD_TX, "output " + i, "");
      }
    }
  }

  private static void checkInput(TransactionWalk walk, int index) throws TxException {
    TxInput input = walk.transaction().inputs().get(index);
    switch (input) {
      case SpendInput spend -> {
        SpendCommitment spent = spend.spent();
        walk.run(index, spent.program(), spend.arguments());
      }
      case IssuanceInput issuance -> {
        if (!issuance.terms().assetId().equals(issuance.issued().asset())) {
          throw TxException.of(TxRule.MISMATCHED_ASSET_ID, "input " + index, "");
        }
        walk.run(index, issuance.terms().program(), issuance.arguments());
      }
      case CoinbaseInput coinbase -> walk.checkCoinbase(index, coinbase, COINBASE_ARBITRARY_LIMIT);
      case VetoInput _, CrossChainInput _, UnknownInput _ ->
          throw TxException.of(TxRule.ENTRY_TYPE, "input " + index, "");
    }
  }
}
