package io.bystack.dpos.api;

import io.bystack.core.api.ApiException;
import io.bystack.core.api.SubmissionWords;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;

/**
 * Submission on the side chain (spec/06 §8.6).
 *
 * @param maxFee greatest fee taken, in neu; a typing error must not cost a fortune
 */
public record VaporSubmission(long maxFee) implements SubmissionWords {
  private static final String OVERFLOW = "arithmetic overflow";

  @Override
  public void checkBefore(Transaction transaction) throws ApiException {
    long fee = 0;
    try {
      for (TxInput input : transaction.inputs()) {
        AssetAmount value = input.value().orElse(null);
        if (value != null && value.asset().isBtm()) {
          fee = Math.addExact(fee, value.amount());
        }
      }
      for (TxOutput output : transaction.outputs()) {
        fee = Math.subtractExact(fee, output.value().asset().isBtm() ? output.value().amount() : 0);
      }
    } catch (ArithmeticException e) {
      throw ApiException.of(OVERFLOW);
    }
    if (fee < 0) {
      throw ApiException.of(OVERFLOW);
    }
    if (fee > maxFee) {
      throw ApiException.of("transaction fee exceed max limit");
    }
  }

  @Override
  public ApiException refused(RuleViolation violation) {
    return ApiException.withDetail(violation.rule(), violation.getMessage());
  }
}
