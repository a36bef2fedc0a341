package io.bystack.core.crypto;

import io.bystack.core.hash.Sha512;
import java.math.BigInteger;
import java.util.Arrays;

/** The acceptance rule of spec/05 §2 written down once more, plainly, in big integers. */
final class Ed25519Oracle {
  static final BigInteger P = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  static final BigInteger L =
      BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
  static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
  static final Affine NEUTRAL = new Affine(BigInteger.ZERO, BigInteger.ONE);
  static final Affine B =
      decode(little(BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P)));

  record Affine(BigInteger x, BigInteger y) {
    Affine plus(Affine q) {
      BigInteger dxxyy = D.multiply(x).multiply(q.x).multiply(y).multiply(q.y).mod(P);
      BigInteger x3 =
          x.multiply(q.y)
              .add(y.multiply(q.x))
              .multiply(BigInteger.ONE.add(dxxyy).modInverse(P))
              .mod(P);
      BigInteger y3 =
          y.multiply(q.y)
              .add(x.multiply(q.x))
              .multiply(BigInteger.ONE.subtract(dxxyy).modInverse(P))
              .mod(P);
      return new Affine(x3, y3);
    }

    Affine times(BigInteger k) {
      Projective sum = new Projective(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE);
      Projective step = new Projective(x, y, BigInteger.ONE);
      for (int i = k.bitLength() - 1; i >= 0; i--) {
        sum = sum.plus(sum);
        if (k.testBit(i)) {
          sum = sum.plus(step);
        }
      }
      BigInteger inverse = sum.z.modInverse(P);
      return new Affine(sum.x.multiply(inverse).mod(P), sum.y.multiply(inverse).mod(P));
    }

    Affine negated() {
      return new Affine(x.negate().mod(P), y);
    }

    byte[] encoded() {
      byte[] bytes = little(y);
      bytes[31] |= (byte) (x.testBit(0) ? 0x80 : 0);
      return bytes;
    }
  }

  /** x/z, y/z: the same addition law without a division at each step. */
  private record Projective(BigInteger x, BigInteger y, BigInteger z) {
    Projective plus(Projective q) {
      BigInteger zz = z.multiply(q.z).mod(P);
      BigInteger square = zz.multiply(zz).mod(P);
      BigInteger xx = x.multiply(q.x).mod(P);
      BigInteger yy = y.multiply(q.y).mod(P);
      BigInteger product = D.multiply(xx).mod(P).multiply(yy).mod(P);
      BigInteger f = square.subtract(product);
      BigInteger g = square.add(product);
      BigInteger cross = x.multiply(q.y).add(y.multiply(q.x)).mod(P);
      return new Projective(
          zz.multiply(f).mod(P).multiply(cross).mod(P),
          zz.multiply(g).mod(P).multiply(yy.add(xx)).mod(P),
          f.multiply(g).mod(P));
    }
  }

  private Ed25519Oracle() {}

  static boolean verify(byte[] key, byte[] message, byte[] signature) {
    if (signature.length != 64 || (signature[63] & 0xe0) != 0) {
      return false;
    }
    Affine a = decode(key);
    if (a == null) {
      return false;
    }
    byte[] r = Arrays.copyOf(signature, 32);
    BigInteger s = number(Arrays.copyOfRange(signature, 32, 64));
    BigInteger h = number(Sha512.hash(r, key, message)).mod(L);
    return Arrays.equals(r, B.times(s).plus(a.negated().times(h)).encoded());
  }

  static Affine decode(byte[] bytes) {
    BigInteger y = number(bytes).clearBit(255).mod(P);
    BigInteger yy = y.multiply(y);
    BigInteger xx =
        yy.subtract(BigInteger.ONE)
            .multiply(D.multiply(yy).add(BigInteger.ONE).modInverse(P))
            .mod(P);
    BigInteger x = xx.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!x.multiply(x).mod(P).equals(xx)) {
      x = x.multiply(BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P)).mod(P);
    }
    if (!x.multiply(x).mod(P).equals(xx)) {
      return null;
    }
    boolean sign = bytes[31] < 0;
    return new Affine(x.testBit(0) == sign ? x : x.negate().mod(P), y);
  }

  static BigInteger number(byte[] little) {
    byte[] big = new byte[little.length];
    for (int i = 0; i < big.length; i++) {
      big[i] = little[big.length - 1 - i];
    }
    return new BigInteger(1, big);
  }

  /** 32 little-endian bytes. */
  static byte[] little(BigInteger n) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = n.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }
}
