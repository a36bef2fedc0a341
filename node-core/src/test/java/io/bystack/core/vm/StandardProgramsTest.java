package io.bystack.core.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardProgramsTest {
  private static final Bytes KEY =
      Bytes.fromHex("2152f8d19b791d24453242e15f2eab6cb7cffa7b6a5ed30097960e069881db12");

  @Test
  void writesTheUsualForms() {
    assertThat(StandardPrograms.payToKey(KEY).toHex())
        .isEqualTo("0014350db33ee56425137f6e58cf12cf9ef793fb8eab");
    assertThat(StandardPrograms.retirement(Bytes.utf8("hello")).toHex())
        .isEqualTo("6a0568656c6c6f");
    assertThat(StandardPrograms.retirement(Bytes.EMPTY).toHex()).isEqualTo("6a");
    Bytes limited = StandardPrograms.multisig(List.of(KEY), 1, 1_000);
    assertThat(limited.toHex()).isEqualTo("02e803cda069ae20" + KEY + "5151ad");
    assertThat(StandardPrograms.heightLimit(limited)).isEqualTo(1_000);
    assertThat(StandardPrograms.heightLimit(StandardPrograms.multisig(List.of(KEY), 1))).isZero();
  }

  @Test
  void refusesImpossibleQuorums() {
    for (int quorum : new int[] {-1, 0, 2}) {
      assertThatThrownBy(() -> StandardPrograms.multisig(List.of(KEY), quorum))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 keys");
    }
    assertThat(StandardPrograms.multisig(List.of(), 0).toHex()).isEqualTo("ae0000ad");
  }

  @Test
  void recognizesWitnessFormsOfAnyVersionButConvertsOnlyZero() {
    Bytes other = Bytes.of(0x51).concat(StandardPrograms.payToKey(KEY).slice(1, 22));
    assertThat(StandardPrograms.isP2wpkh(other)).isTrue();
    assertThat(StandardPrograms.executed(other)).isEqualTo(other);
    Bytes pushed = Bytes.fromHex("024142").concat(other.slice(1, 22));
    assertThat(StandardPrograms.isStandard(pushed)).isTrue();
    Bytes longForm = Bytes.fromHex("004c14").concat(other.slice(2, 22));
    assertThat(StandardPrograms.isStandard(longForm)).isFalse();
    assertThat(StandardPrograms.isStandard(Bytes.fromHex("61").concat(other.slice(1, 22))))
        .isFalse();
    assertThat(StandardPrograms.isStandard(Bytes.of(0x52))).isFalse();
    assertThat(StandardPrograms.isStandard(Bytes.EMPTY)).isFalse();
  }

  @Test
  void listsInstructionsForTheApi() throws VmException {
    Bytes program = Bytes.fromHex("5102abcd630400000000fe");
    assertThat(Disassembler.listing(InstructionSet.BASE, program))
        .isEqualTo("1 01\nDATA_2 abcd\nJUMP 04000000\nFALSE \nNOPxfe \n");
  }
}
