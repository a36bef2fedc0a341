package io.bystack.core.api;

import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.Transaction;

/** How a chain checks and refuses a transaction submitted by an API client (spec/06 §8.6). */
public interface SubmissionWords {
  /** What a transaction whose inputs are unknown is refused with. */
  String UNKNOWN_INPUT = "finalize can't find transaction input utxo";

  /** What is looked at before the pool is asked: fee limit, gas input. */
  void checkBefore(Transaction transaction) throws ApiException;

  /** The refusal for a violation the pool found. */
  ApiException refused(RuleViolation violation);
}
