package io.bystack.core.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import org.junit.jupiter.api.Test;

class SipHashTest {
  // The key and the input of the function's own paper: bytes 0, 1, 2, …
  private final SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  @Test
  void givesWhatThePaperSays() {
    assertThat(hash.hash(Bytes.wrap(counting(15)))).isEqualTo(0xa129ca6149be45e5L);
    assertThat(hash.hash(Bytes.EMPTY)).isEqualTo(0x726fdb47dd0e0e31L);
  }

  @Test
  void a32ByteValueIsHashedAsItsBytes() {
    Hash value = Hash.of(counting(Hash.SIZE));
    assertThat(hash.hash(value)).isEqualTo(hash.hash(value.toBytes()));
  }
}
