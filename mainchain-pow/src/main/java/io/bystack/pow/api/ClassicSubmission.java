package io.bystack.pow.api;

import io.bystack.core.api.ApiException;
import io.bystack.core.api.SubmissionWords;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;

/**
 * Submission on the main chain (spec/06 §8.6).
 *
 * @param maxFee greatest fee taken, in neu; a typing error must not cost a fortune
 */
public record ClassicSubmission(long maxFee) implements SubmissionWords {
  @Override
  public void checkBefore(Transaction transaction) throws ApiException {
    long fee = 0;
    boolean hasBtm = false;
    for (TxInput input : transaction.inputs()) {
      AssetAmount value = input.value().orElse(null);
      if (value != null && value.asset().isBtm()) {
        hasBtm = true;
        fee += value.amount();
      }
    }
    for (TxOutput output : transaction.outputs()) {
      fee -= output.value().asset().isBtm() ? output.value().amount() : 0;
    }
    if (Long.compareUnsigned(fee, maxFee) > 0) {
      throw ApiException.of("transaction fee exceed max limit");
    }
    if (!hasBtm) {
      throw ApiException.of("transaction has no gas input");
    }
  }

  /** The reference adds the innermost text once more by wrapping the error. */
  @Override
  public ApiException refused(RuleViolation violation) {
    String text = violation.getMessage();
    return ApiException.withDetail(
        violation.rule(), "tx rejected: " + text + ": " + violation.rule());
  }
}
