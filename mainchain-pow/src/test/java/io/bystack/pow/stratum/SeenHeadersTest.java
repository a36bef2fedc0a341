package io.bystack.pow.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Hash;
import org.junit.jupiter.api.Test;

class SeenHeadersTest {
  private static Hash header(int number) {
    byte[] bytes = new byte[Hash.SIZE];
    bytes[0] = (byte) number;
    return Hash.of(bytes);
  }

  @Test
  void tellsTheFirstTimeFromTheNext() {
    SeenHeaders seen = new SeenHeaders(2);
    assertThat(seen.add(header(1))).isTrue();
    assertThat(seen.add(header(1))).isFalse();
    seen.remove(header(1));
    assertThat(seen.add(header(1))).isTrue();
    seen.clear();
    assertThat(seen.add(header(1))).isTrue();
  }

  @Test
  void forgetsTheOldestBeyondTheLimit() {
    SeenHeaders seen = new SeenHeaders(2);
    seen.add(header(1));
    seen.add(header(2));
    seen.add(header(3));
    assertThat(seen.add(header(3))).isFalse();
    assertThat(seen.add(header(2))).isFalse();
    assertThat(seen.add(header(1))).isTrue();
  }
}
