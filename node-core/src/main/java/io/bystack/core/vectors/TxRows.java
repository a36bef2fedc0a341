package io.bystack.core.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.model.LedgerFormat;
import io.bystack.core.model.Transaction;
import io.bystack.core.validation.TransactionValidator;
import io.bystack.core.validation.TxError;
import io.bystack.core.validation.TxVerdict;
import io.bystack.core.validation.ValidationContext;
import java.io.IOException;

/**
 * Rows of whole transactions with the outcome of their validation (topic {@code vm}); what both
 * chains' checks do with them.
 *
 * @param format of the chain
 */
public record TxRows(LedgerFormat format) {
  /** Chooses the validator for a row, by its parameters. */
  @FunctionalInterface
  public interface Validators {
    TransactionValidator of(JsonNode row);
  }

  /** Checks each row's id and verdict. */
  public void check(VectorFile file, Validators validators, VectorReport report)
      throws IOException {
    try (MappingIterator<JsonNode> rows = file.rows()) {
      for (int i = 0; rows.hasNext(); i++) {
        JsonNode row = rows.next();
        checkRow(VectorCheck.label(row, i), row, validators.of(row), report);
      }
    }
  }

  private void checkRow(
      String label, JsonNode row, TransactionValidator validator, VectorReport report) {
    Transaction tx;
    try {
      tx = format.parseTransaction(row.path("raw").asText());
    } catch (DecodeException e) {
      report.fail(label, "raw does not decode: " + e.getMessage());
      return;
    }
    if (!tx.id().toHex().equals(row.path("tx_id").asText())) {
      report.fail(label, "tx_id expected " + row.path("tx_id").asText() + ", got " + tx.id());
      return;
    }
    ValidationContext context =
        new ValidationContext(
            row.path("block_height").asLong(),
            row.path("block_version").asLong(),
            row.path("first_in_block").asBoolean());
    Outcome actual = Outcome.of(validator.validate(tx, context));
    if (accepted(row, actual)) {
      report.pass();
    } else {
      report.fail(label, "expected " + expected(row) + ", got " + actual);
    }
  }

  /** Where the reference is random, any of its outcomes; with immutable values, their outcome. */
  private static boolean accepted(JsonNode row, Outcome actual) {
    if (Outcome.of(expected(row)).agrees(actual)) {
      return true;
    }
    for (JsonNode other : row.path("other_possible_outcomes")) {
      if (Outcome.of(other).agrees(actual)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode expected(JsonNode row) {
    return row.has("outcome_value_semantics") ? row.get("outcome_value_semantics") : row;
  }

  private record Outcome(String error, boolean gasValid, Numbers numbers, boolean statusFail) {
    record Numbers(long gasUsed, long gasLeft, long btmValue, long storageGas) {}

    static Outcome of(TxVerdict v) {
      return new Outcome(
          v.error().map(TxError::name).orElse(""),
          v.gasValid(),
          new Numbers(v.gasUsed(), v.gasLeft(), v.btmValue(), v.storageGas()),
          v.statusFail());
    }

    static Outcome of(JsonNode row) {
      return new Outcome(
          row.path("err").asText(),
          row.path("gas_valid").asBoolean(),
          new Numbers(
              row.path("gas_used").asLong(),
              row.path("gas_left").asLong(),
              row.path("btm_value").bigIntegerValue().longValue(),
              row.path("storage_gas").asLong()),
          row.path("status_fail").asBoolean());
    }

    /** The numbers of a rejected transaction mean nothing (spec/02 §13.28). */
    boolean agrees(Outcome actual) {
      return error.equals(actual.error)
          && gasValid == actual.gasValid
          && statusFail == actual.statusFail
          && (!gasValid || numbers.equals(actual.numbers));
    }
  }
}
