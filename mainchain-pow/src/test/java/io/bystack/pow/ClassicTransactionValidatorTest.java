package io.bystack.pow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.core.validation.TxError;
import io.bystack.core.validation.TxVerdict;
import io.bystack.core.validation.ValidationContext;
import io.bystack.core.vectors.VectorFile;
import io.bystack.pow.ClassicTransactionValidator.Parameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ClassicTransactionValidatorTest {
  private static final ClassicTransactionValidator BYTOM =
      new ClassicTransactionValidator(Parameters.bytom(), Ed25519.verifier()::verify);
  private static final ClassicTransactionValidator STRICT =
      new ClassicTransactionValidator(Parameters.strict(), Ed25519.verifier()::verify);

  private static List<JsonNode> rows(String category) throws Exception {
    Path path =
        Path.of(
            Objects.requireNonNull(
                    ClassicTransactionValidatorTest.class.getResource(
                        "/vectors/vm/tx_classic.jsonl.gz"))
                .toURI());
    List<JsonNode> rows = new ArrayList<>();
    try (MappingIterator<JsonNode> all = new VectorFile(path).rows()) {
      all.forEachRemaining(row -> {
        if (row.path("cat").asText().equals(category)) {
          rows.add(row);
        }
      });
    }
    assertThat(rows).isNotEmpty();
    return rows;
  }

  private static Transaction transaction(JsonNode row) throws Exception {
    return ClassicFormat.INSTANCE.parseTransaction(row.path("raw").asText());
  }

  private static ValidationContext context(JsonNode row) {
    return ValidationContext.at(row.path("block_height").asLong());
  }

  @Test
  void knowsTransactionsThatOnlySomeOrdersOfInputsAccept() throws Exception {
    int random = 0;
    for (JsonNode row : rows("gas-order")) {
      boolean sometimesRefused =
          StreamSupport.stream(row.path("other_possible_outcomes").spliterator(), false)
              .anyMatch(outcome -> !outcome.path("gas_valid").asBoolean());
      if (sometimesRefused) {
        random++;
        assertThat(BYTOM.anyOrderSafe(transaction(row), context(row))).isFalse();
      }
    }
    assertThat(random).isPositive();
  }

  @Test
  void ordinaryTransactionsWithSeveralInputsSucceedInAnyOrder() throws Exception {
    for (JsonNode row : rows("btm-multi")) {
      assertThat(BYTOM.anyOrderSafe(transaction(row), context(row))).isTrue();
    }
  }

  @Test
  void duplicateInputsAreRefusedFromTheFirstBlockOnOurOwnNetworks() throws Exception {
    int windows = 0;
    for (JsonNode row : rows("duplicate-spend")) {
      TxVerdict exact = BYTOM.validate(transaction(row), context(row));
      TxVerdict strict = STRICT.validate(transaction(row), context(row));
      windows += exact.statusFail() ? 1 : 0;
      assertThat(strict.gasValid()).isFalse();
      assertThat(strict.error().map(TxError::name)).contains("ErrEmptyInputIDs");
    }
    assertThat(windows).isPositive();
  }

  @Test
  void errorsNameThePlaceAndWhatWasFound() {
    Transaction coinbase =
        ClassicFormat.INSTANCE.transaction(
            TxFields.of(
                List.of(new CoinbaseInput(Bytes.wrap(new byte[129]))),
                List.of(new OriginalOutput(AssetAmount.btm(1), Bytes.of(0x51)))));
    TxError second = BYTOM.validate(coinbase, ValidationContext.at(9)).error().orElseThrow();
    assertThat(second.message()).isEqualTo("checking input 0: wrong coinbase transaction");
    TxVerdict first = BYTOM.validate(coinbase, new ValidationContext(9, 1, true));
    assertThat(first.error().orElseThrow().message())
        .isEqualTo(
            "checking input 0: 129 bytes, at most 128: "
                + "coinbase arbitrary size is larger than limit");
    assertThat(first.gasValid()).isFalse();
  }
}
