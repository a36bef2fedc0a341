package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Block;
import io.bystack.core.model.HeaderFields;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.ClassicHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCommandsTest {
  private static final Bytes TRUE = Bytes.of(0x51);
  private static final Transaction TRANSFER = transfer(TRUE);

  @TempDir private Path folder;

  private static Transaction transfer(Bytes program) {
    SpendCommitment spent = SpendCommitment.of(Hash.ZERO, AssetAmount.btm(100_000_000), 0, program);
    return ClassicFormat.INSTANCE.transaction(
        TxFields.of(
            List.of(new SpendInput(spent, List.of())),
            List.of(new OriginalOutput(AssetAmount.btm(90_000_000), TRUE))));
  }

  private static JsonNode json(Invocation run) throws IOException {
    return JsonMapper.builder().build().readTree(run.out());
  }

  @Test
  void decodesATransactionFromArgumentFileAndStandardInput() throws IOException {
    Path file = Files.writeString(folder.resolve("tx.hex"), TRANSFER.toHex() + "\n");
    Invocation argument = Invocation.of("tx", "decode", "-o", "json", TRANSFER.toHex());
    Invocation fromFile = Invocation.of("tx", "decode", "-o", "json", "-f", file.toString());
    Invocation fromInput = Invocation.withInput(TRANSFER.toHex(), "tx", "decode", "-o", "json");
    assertThat(json(argument).path("id").asText()).isEqualTo(TRANSFER.id().toString());
    assertThat(json(argument).at("/inputs/0/type").asText()).isEqualTo("spend");
    assertThat(json(argument).at("/outputs/0/amount").asLong()).isEqualTo(90_000_000);
    assertThat(fromFile.out()).isEqualTo(argument.out());
    assertThat(fromInput.out()).isEqualTo(argument.out());
  }

  @Test
  void saysForEachChainWhyItCannotDecode() {
    Invocation run = Invocation.of("tx", "decode", TRANSFER.toHex() + "00");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("as the main chain's: ").contains("as the side chain's: ");
  }

  @Test
  void refusesAnInputGivenTwice() {
    Invocation run = Invocation.of("tx", "decode", "00", "--file", "x");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("the input is given twice");
  }

  @Test
  void namesTheMissingFile() {
    Invocation run = Invocation.of("tx", "decode", "-f", folder.resolve("none").toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("there is no file");
  }

  @Test
  void decodesABlock() throws IOException {
    Block block =
        ClassicFormat.INSTANCE.block(new ClassicHeader(HeaderFields.ZERO, 7, 9), List.of(TRANSFER));
    JsonNode json = json(Invocation.of("chain", "block", "decode", "-o", "json", block.toHex()));
    assertThat(json.path("hash").asText()).isEqualTo(block.hash().toString());
    assertThat(json.path("nonce").asLong()).isEqualTo(7);
    assertThat(json.path("transaction_root_matches").asBoolean()).isFalse();
    assertThat(json.at("/transactions/0/id").asText()).isEqualTo(TRANSFER.id().toString());
  }

  @Test
  void checksAValidTransaction() throws IOException {
    Invocation run = Invocation.of("tx", "check", "--height", "1", "-o", "json", TRANSFER.toHex());
    assertThat(json(run).path("verdict").asText()).isEqualTo("valid");
    assertThat(json(run).path("fee_neu").asLong()).isEqualTo(10_000_000);
    assertThat(run.status()).isZero();
  }

  @Test
  void namesTheFaultOfAnInvalidTransaction() throws IOException {
    String hex = transfer(Bytes.of(0x00)).toHex();
    Invocation run = Invocation.of("tx", "check", "--height", "1", "-o", "json", hex);
    assertThat(run.status()).isEqualTo(8);
    assertThat(json(run).path("verdict").asText()).isEqualTo("invalid");
    assertThat(json(run).path("error").asText()).isEqualTo("ErrNotStandardTx");
  }

  @Test
  void assemblesAndDisassembles() {
    String program = Invocation.of("tx", "program", "asm", "2 3 ADD 5 NUMEQUAL").out().strip();
    assertThat(program).isEqualTo("525393559c");
    assertThat(Invocation.of("tx", "program", "disasm", program).out())
        .isEqualToIgnoringNewLines("0x02 0x03 ADD 0x05 NUMEQUAL");
  }

  @Test
  void saysWhereTheTextDoesNotAssemble() {
    Invocation run = Invocation.of("tx", "program", "asm", "2 3 ADDD");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("at character 5");
  }

  @Test
  void tracesAProgramStepByStep() throws IOException {
    Invocation run = Invocation.of("tx", "program", "run", "525393559c", "--trace", "-o", "json");
    assertThat(run.status()).isZero();
    assertThat(json(run).path("trace")).hasSize(5);
    assertThat(json(run).at("/trace/2/instruction").asText()).isEqualTo("ADD");
    assertThat(json(run).path("gas_used").asLong()).isEqualTo(16);
  }

  @Test
  void aProgramThatFailsEndsWithADifference() {
    assertThat(Invocation.of("tx", "program", "run", "00").status()).isEqualTo(8);
    assertThat(Invocation.of("tx", "program", "run", "51", "--gas", "0").out())
        .contains("ErrRunLimitExceeded");
  }

  @Test
  void onlyListsCanBeCsv() {
    Invocation run = Invocation.of("tx", "decode", "-o", "csv", TRANSFER.toHex());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Use -o json.");
  }
}
