package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.XPub;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.CrossChainInput;
import io.bystack.core.model.IssuanceInput;
import io.bystack.core.model.Program;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.UnknownInput;
import io.bystack.core.model.VetoInput;
import io.bystack.core.model.VoteOutput;
import io.bystack.core.validation.GasSchedule;
import io.bystack.core.validation.ProgramRunner;
import io.bystack.core.validation.TransactionValidator;
import io.bystack.core.validation.TransactionWalk;
import io.bystack.core.validation.TxError;
import io.bystack.core.validation.TxException;
import io.bystack.core.validation.TxRule;
import io.bystack.core.validation.TxVerdict;
import io.bystack.core.validation.ValidationContext;
import io.bystack.core.validation.WalkRules;
import io.bystack.core.vm.InstructionSet;
import io.bystack.core.vm.SignatureVerifier;
import io.bystack.core.vm.VirtualMachine;

/** The side chain's rules of one transaction (spec/02 §8). */
public final class VaporTransactionValidator implements TransactionValidator {
  /** The chain's instructions. */
  public static final InstructionSet INSTRUCTIONS = InstructionSet.WITH_MULFRACTION;

  private final DposParameters parameters;
  private final FederationPrograms federation;
  private final WalkRules rules;

  public VaporTransactionValidator(
      DposParameters parameters, FederationPrograms federation, SignatureVerifier signatures) {
    this.parameters = parameters;
    this.federation = federation;
    VirtualMachine machine = new VirtualMachine(INSTRUCTIONS, signatures);
    this.rules =
        new WalkRules(
            schedule(parameters.gas()),
            new ProgramRunner(machine, OrderContract::executed),
            VaporFormat.INSTANCE::coinbaseValue,
            this::checkInput);
  }

  private static GasSchedule schedule(GasRules gas) {
    return new GasSchedule(
        gas.vmGasRate(), gas.storageGasRate(), gas.maxTransactionGas(), gas.defaultCredit(), true);
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
    try {
      walk.checkPrelude();
      walk.checkInputIds();
      if (!walk.hasNoResults()) {
        checkResults(walk);
      }
    } catch (TxException e) {
      if (walk.context().height() >= parameters.forks().softFork001() && isVoteError(e.error())) {
        walk.gas().invalidate();
      }
      throw e;
    }
  }

  private static boolean isVoteError(TxError error) {
    return error instanceof TxError.Broken broken
        && switch (broken.rule()) {
          case VOTE_PUB_KEY, VOTE_OUTPUT_AMOUNT, VOTE_OUTPUT_ASSET -> true;
          default -> false;
        };
  }

  /**
   * A vote's key comes before the mux and its amount after: before the fork that is a difference.
   */
  private void checkResults(TransactionWalk walk) throws TxException {
    for (int i = 0; i < walk.transaction().outputs().size(); i++) {
      TxOutput output = walk.transaction().outputs().get(i);
      if (output instanceof VoteOutput vote && !vote.isRetirement()) {
        requireVoteKey(vote.vote(), "output " + i);
        walk.checkMux();
        checkVote(vote, "output " + i);
      } else {
        walk.checkMux();
      }
    }
  }

  private static void requireVoteKey(Bytes key, String place) throws TxException {
    if (key.length() != XPub.SIZE) {
      String facts = key.length() + " bytes, expected " + XPub.SIZE;
      throw TxException.of(TxRule.VOTE_PUB_KEY, place, facts);
    }
  }

  private void checkVote(VoteOutput vote, String place) throws TxException {
    long minimum = parameters.stake().minVoteOutput();
    if (vote.value().amount() < minimum) {
      String facts = vote.value().amount() + " neu, at least " + minimum;
      throw TxException.of(TxRule.VOTE_OUTPUT_AMOUNT, place, facts);
    }
    if (!vote.value().asset().isBtm()) {
      throw TxException.of(TxRule.VOTE_OUTPUT_ASSET, place, "asset " + vote.value().asset());
    }
  }

  private void checkInput(TransactionWalk walk, int index) throws TxException {
    TxInput input = walk.transaction().inputs().get(index);
    switch (input) {
      case SpendInput spend -> walk.run(index, spend.spent().program(), spend.arguments());
      case VetoInput veto -> {
        requireVoteKey(veto.vote(), "input " + index);
        walk.run(index, veto.spent().program(), veto.arguments());
      }
      case CrossChainInput claim -> checkClaim(walk, index, claim);
      case CoinbaseInput coinbase ->
          walk.checkCoinbase(index, coinbase, parameters.coinbase().arbitraryLimit());
      case IssuanceInput _, UnknownInput _ ->
          throw TxException.of(TxRule.ENTRY_TYPE, "input " + index, "");
    }
  }

  /**
   * The federation's or, for an open-federation definition, the asset's own program must agree. For
   * BTM the definition is tied to nothing, so {@link StrictRule#OPEN_FEDERATION_BTM} exists.
   */
  private void checkClaim(TransactionWalk walk, int index, CrossChainInput claim)
      throws TxException {
    var asset = claim.source().value().asset();
    if (!asset.isBtm() && !claim.terms().assetId().equals(asset)) {
      throw TxException.of(TxRule.CROSS_CHAIN_ASSET, "input " + index, "asset " + asset);
    }
    Program own = claim.terms().program();
    Bytes code =
        OpenFederation.defines(claim.terms().definition())
            ? own.code()
            : federation.at(walk.context().height());
    walk.runFree(index, new Program(own.vmVersion(), code), claim.arguments());
    walk.gas().waiveStorage();
  }
}
