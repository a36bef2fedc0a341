package io.bystack.pow.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.bystack.core.api.ApiJson;
import io.bystack.core.api.TransactionRenderer;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.model.IssuanceInput;
import io.bystack.core.model.IssuanceTerms;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.Program;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.pow.ClassicFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The definition an issuance carries is shown if it is valid JSON (spec/06 §6.1). */
class IssueRenderingTest {
  private static final Bytes ANYONE = Bytes.fromHex("51");

  private static String shown(String definition) {
    IssuanceTerms terms = new IssuanceTerms(Program.of(ANYONE), Bytes.utf8(definition));
    IssuanceInput input = IssuanceInput.of(Bytes.of(1), 5, terms, List.of());
    Transaction transaction =
        ClassicFormat.INSTANCE.transaction(
            TxFields.of(List.of(input), List.of(new OriginalOutput(input.issued(), ANYONE))));
    try {
      String json =
          ApiJson.mapper()
              .writeValueAsString(
                  new TransactionRenderer(new ClassicRendering("sm")).decoded(transaction));
      int begin = json.indexOf("\"asset_definition\":") + "\"asset_definition\":".length();
      return json.substring(begin, json.indexOf(",\"amount\"", begin));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2]", "5", "\"text\"", "true", "null", "{}"})
  void anyJsonIsShown(String definition) {
    assertThat(shown(definition)).isEqualTo(definition);
  }

  @Test
  void nothingButSpaceIsLost() {
    assertThat(shown("{\n  \"supply\": 12345678901234567890123,\n  \"a \\\" b\": 1.10\n}"))
        .isEqualTo("{\"supply\":12345678901234567890123,\"a \\\" b\":1.10}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''", "text", "{", "{} {}", "{} x", "[1,]", "01"})
  void whatIsNoJsonIsShownAsAnEmptyObject(String definition) {
    assertThat(shown(definition)).isEqualTo("{}");
  }
}
