package io.bystack.pow;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.bystack.core.model.DecoderProbe;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class ClassicHeaderFuzzTest {
  @FuzzTest
  void anyBytesDecodeOrAreRefused(byte[] input) {
    DecoderProbe.header(ClassicFormat.INSTANCE, input);
  }
}
