package io.bystack.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

class KeyFileFuzzTest {
  /** Cheap derivations only: a fuzzer would find expensive ones, within the limits, at once. */
  @Tag("fuzz")
  @FuzzTest
  void throwsNothingButItsOwnError(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      KeyFile parsed = KeyFile.parse(text);
      assertThat(KeyFile.parse(parsed.toJson()).toJson()).isEqualTo(parsed.toJson());
      if (!text.matches("(?s).*\\d{4}.*|.*[eE].?\\d.*")) {
        parsed.decrypt("");
      }
    } catch (KeyFileException e) {
      assertThat(e.kind()).isNotNull();
    }
  }
}
