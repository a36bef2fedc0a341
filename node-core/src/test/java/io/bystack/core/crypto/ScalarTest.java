package io.bystack.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ScalarTest {
  @Property
  void reducesAnyNumberOfBytes(@ForAll @Size(max = 64) byte[] wide) {
    assertThat(Scalar.reduce(wide))
        .isEqualTo(Ed25519Oracle.little(Ed25519Oracle.number(wide).mod(Ed25519Oracle.L)));
  }

  /** Multiples of L and their neighbours are where a reduction goes wrong. */
  @Property
  void reducesNeighboursOfMultiplesOfTheOrder(
      @ForAll @Size(31) byte[] factor, @ForAll @IntRange(min = -3, max = 3) int offset) {
    BigInteger near =
        Ed25519Oracle.L.multiply(Ed25519Oracle.number(factor))
            .add(BigInteger.valueOf(offset))
            .max(BigInteger.ZERO);
    byte[] wide = new byte[64];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = near.shiftRight(8 * i).byteValue();
    }
    assertThat(Scalar.reduce(wide)).isEqualTo(Ed25519Oracle.little(near.mod(Ed25519Oracle.L)));
  }

  @Property
  void multipliesAndAddsUnreducedNumbers(
      @ForAll @Size(32) byte[] a, @ForAll @Size(32) byte[] b, @ForAll @Size(32) byte[] c) {
    BigInteger expected =
        Ed25519Oracle.number(a)
            .multiply(Ed25519Oracle.number(b))
            .add(Ed25519Oracle.number(c))
            .mod(Ed25519Oracle.L);
    assertThat(Scalar.multiplyAdd(a, b, c)).isEqualTo(Ed25519Oracle.little(expected));
  }

  @Property
  void multipliesTheLargestNumbers(@ForAll @IntRange(max = 255) int low) {
    byte[] a = new byte[32];
    Arrays.fill(a, (byte) 0xff);
    a[0] = (byte) low;
    BigInteger n = Ed25519Oracle.number(a);
    BigInteger expected = n.multiply(n).add(n).mod(Ed25519Oracle.L);
    assertThat(Scalar.multiplyAdd(a, a, a)).isEqualTo(Ed25519Oracle.little(expected));
  }
}
