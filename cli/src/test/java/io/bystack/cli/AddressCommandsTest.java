package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.Address;
import org.junit.jupiter.api.Test;

class AddressCommandsTest {
  private static final Bytes KEY_HASH = Bytes.fromHex("000102030405060708090a0b0c0d0e0f10111213");
  private static final String MAIN = new Address("sm", KEY_HASH).encode();
  private static final String SIDE = new Address("sp", KEY_HASH).encode();

  @Test
  void showsChainNetworkProgramAndTwin() {
    Invocation run = Invocation.of("address", "decode", MAIN);
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .containsPattern("chain +main")
        .containsPattern("network +solonet")
        .containsPattern("control_program +0014" + KEY_HASH.toHex())
        .containsPattern("twin +" + SIDE);
  }

  @Test
  void saysWhatIsWrong() {
    String mistyped = MAIN.substring(0, MAIN.length() - 1) + "b";
    Invocation run = Invocation.of("address", "decode", mistyped);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("this is not an address");
    assertThat(Invocation.of("address", "decode", "bc1q").err()).contains("begins with none of");
  }

  @Test
  void validateTellsByItsExitCode() {
    assertThat(Invocation.of("address", "validate", SIDE).status()).isZero();
    Invocation wrong = Invocation.of("address", "validate", SIDE + "q");
    assertThat(wrong.status()).isEqualTo(8);
    assertThat(wrong.out()).contains("why");
  }

  @Test
  void completionKnowsTheCommands() {
    assertThat(Invocation.of("completion").out()).contains("vectors").contains("--p2p-max-peers");
  }
}
