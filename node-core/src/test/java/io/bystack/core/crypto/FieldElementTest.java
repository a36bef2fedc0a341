package io.bystack.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FieldElementTest {
  @Property
  void computesModuloP(@ForAll @Size(32) byte[] a, @ForAll @Size(32) byte[] b) {
    BigInteger x = Ed25519Oracle.number(a).clearBit(255);
    BigInteger y = Ed25519Oracle.number(b).clearBit(255);
    FieldElement f = FieldElement.decode(a, 0);
    FieldElement g = FieldElement.decode(b, 0);
    FieldElement r = new FieldElement();
    r.multiply(f, g);
    assertIs(r, x.multiply(y));
    r.square(f);
    assertIs(r, x.multiply(x));
    r.add(f, g);
    assertIs(r, x.add(y));
    r.subtract(f, g);
    assertIs(r, x.subtract(y));
    r.negate(f);
    assertIs(r, x.negate());
    r.invert(f);
    assertIs(r, x.modPow(Ed25519Oracle.P.subtract(BigInteger.TWO), Ed25519Oracle.P));
  }

  /** The largest factors that the formulas of the curve make: four limbs' worth, of either sign. */
  @Property
  void takesLooseFactors(@ForAll @Size(32) byte[] a, @ForAll boolean negative) {
    byte[] large = a.clone();
    Arrays.fill(large, 1, 31, (byte) 0xff);
    BigInteger x = Ed25519Oracle.number(large).clearBit(255).shiftLeft(2);
    FieldElement f = FieldElement.decode(large, 0);
    f.add(f, f);
    f.add(f, f);
    if (negative) {
      f.negate(f);
      x = x.negate();
    }
    FieldElement r = new FieldElement();
    r.multiply(f, f);
    assertIs(r, x.multiply(x));
    r.square(f);
    assertIs(r, x.multiply(x));
  }

  @Property
  void encodesNumbersAroundPCanonically(@ForAll @IntRange(min = -40, max = 18) int offset) {
    BigInteger n = Ed25519Oracle.P.add(BigInteger.valueOf(offset));
    assertIs(FieldElement.decode(Ed25519Oracle.little(n), 0), n);
    assertIs(FieldElement.of(offset), BigInteger.valueOf(offset));
  }

  private static void assertIs(FieldElement actual, BigInteger expected) {
    assertThat(actual.encode()).isEqualTo(Ed25519Oracle.little(expected.mod(Ed25519Oracle.P)));
  }
}
