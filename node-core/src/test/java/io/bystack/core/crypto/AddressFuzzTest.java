package io.bystack.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Tag;

class AddressFuzzTest {
  /**
   * Whatever decodes is the address of its program; nothing else escapes but the decoder's error.
   */
  @Tag("fuzz")
  @FuzzTest
  void throwsNothingButItsOwnError(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    for (String candidate : new String[] {text, "bm1" + text}) {
      try {
        Address address = Address.decode("bm", candidate);
        assertThat(address.encode()).isEqualTo(candidate.toLowerCase(Locale.ROOT));
      } catch (AddressException e) {
        assertThat(e).hasMessageMatching("(?s).+");
      }
    }
  }
}
