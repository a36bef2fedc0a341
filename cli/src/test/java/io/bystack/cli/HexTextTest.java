package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.cli.exit.CommandException;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HexTextTest {
  @Test
  void whiteSpaceBetweenDigitsDoesNotCount() {
    assertThat(HexText.parse("00 f\nF")).isEqualTo(new byte[] {0, -1});
  }

  @Test
  void saysWhereItGoesWrong() {
    assertThatThrownBy(() -> HexText.parse("0711zz"))
        .isInstanceOfSatisfying(
            CommandException.class,
            e -> assertThat(e.why()).isEqualTo("character 5 of 6 is 'z', after \"0711\""));
  }

  @Test
  void saysThatADigitIsMissing() {
    assertThatThrownBy(() -> HexText.parse("071"))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.why()).startsWith("it has 3 digits"));
  }

  @Test
  void advisesAgainstThePrefix() {
    assertThatThrownBy(() -> HexText.parse("0x07"))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.advice()).isEqualTo("Leave out the 0x."));
  }

  @Property
  void readsWhatIsWritten(@ForAll byte[] bytes) {
    assertThat(HexText.parse(HexFormat.of().formatHex(bytes))).isEqualTo(bytes);
  }
}
