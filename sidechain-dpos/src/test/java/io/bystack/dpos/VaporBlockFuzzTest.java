package io.bystack.dpos;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.bystack.core.model.DecoderProbe;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class VaporBlockFuzzTest {
  @FuzzTest
  void anyBytesDecodeOrAreRefused(byte[] input) {
    DecoderProbe.block(VaporFormat.INSTANCE, input);
  }
}
