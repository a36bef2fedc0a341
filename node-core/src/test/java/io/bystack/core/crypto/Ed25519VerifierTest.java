package io.bystack.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.crypto.Ed25519Oracle.Affine;
import io.bystack.core.hash.Sha512;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Ed25519VerifierTest {
  private static final List<Affine> TORSION = torsion();

  private final List<Ed25519Verifier> verifiers = new ArrayList<>(List.of(Ed25519.portable()));

  Ed25519VerifierTest() {
    Ed25519.corretto().ifPresent(verifiers::add);
  }

  /**
   * Keys and R with torsion, S + L, other encodings of A and R, changed bits, all chosen by the
   * seed.
   */
  @Property(tries = 2500)
  void givesTheOraclesVerdict(@ForAll long seed) {
    Random random = new Random(seed);
    BigInteger secret = new BigInteger(252, random);
    Affine torsionOfA = random.nextInt(3) == 0 ? pick(TORSION, random) : Ed25519Oracle.NEUTRAL;
    Affine torsionOfR = random.nextInt(4) == 0 ? pick(TORSION, random) : Ed25519Oracle.NEUTRAL;
    if (random.nextInt(5) == 0) {
      secret = BigInteger.ZERO;
    }
    byte[] key = Ed25519Oracle.B.times(secret).plus(torsionOfA).encoded();
    if (random.nextInt(4) == 0) {
      key = otherEncoding(key);
    }
    byte[] message = new byte[random.nextInt(40)];
    random.nextBytes(message);
    BigInteger nonce = random.nextInt(8) == 0 ? BigInteger.ZERO : new BigInteger(252, random);
    byte[] r = Ed25519Oracle.B.times(nonce).plus(torsionOfR).encoded();
    if (random.nextInt(8) == 0) {
      r = otherEncoding(r);
    }
    BigInteger h = Ed25519Oracle.number(Sha512.hash(r, key, message)).mod(Ed25519Oracle.L);
    BigInteger s = h.multiply(secret).add(nonce).mod(Ed25519Oracle.L);
    if (random.nextInt(3) == 0) {
      s = s.add(Ed25519Oracle.L.multiply(BigInteger.valueOf(1 + random.nextInt(3))));
    }
    byte[] signature = new byte[64];
    System.arraycopy(r, 0, signature, 0, 32);
    System.arraycopy(Ed25519Oracle.little(s), 0, signature, 32, 32);
    switch (random.nextInt(8)) {
      case 0 -> signature[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> key[random.nextInt(32)] ^= (byte) (1 << random.nextInt(8));
      default -> {}
    }
    boolean expected = Ed25519Oracle.verify(key, message, signature);
    for (Ed25519Verifier verifier : verifiers) {
      assertThat(verifier.verify(key, message, signature)).as(verifier.name()).isEqualTo(expected);
    }
  }

  /**
   * All encodings with y of p or more, and y near 0 and p, both signs: R = s·B - h·A by definition.
   */
  @Test
  void judgesEveryUnusualKeyAsTheOracleDoes() {
    int onCurve = 0;
    for (int sign = 0; sign < 2; sign++) {
      for (int k = -20; k < 40; k++) {
        BigInteger y =
            k < 20 ? Ed25519Oracle.P.add(BigInteger.valueOf(k)) : BigInteger.valueOf(k - 20);
        if (y.bitLength() > 255) {
          continue;
        }
        byte[] key = Ed25519Oracle.little(y);
        key[31] |= (byte) (sign << 7);
        onCurve += Ed25519Oracle.decode(key) == null ? 0 : 1;
        byte[] message = {(byte) k};
        boolean accepted = false;
        // With a key of small order, one of eight values of R fits for most hashes.
        for (Affine torsion : TORSION) {
          byte[] signature = new byte[64];
          System.arraycopy(
              Ed25519Oracle.B.times(BigInteger.TEN).plus(torsion).encoded(), 0, signature, 0, 32);
          signature[32] = 10;
          boolean expected = Ed25519Oracle.verify(key, message, signature);
          accepted |= expected;
          for (Ed25519Verifier verifier : verifiers) {
            assertThat(verifier.verify(key, message, signature))
                .as(verifier.name())
                .isEqualTo(expected);
          }
        }
        if (y.mod(Ed25519Oracle.P).equals(BigInteger.ONE)) {
          assertThat(accepted).as("the neutral element verifies r·B with S = r").isTrue();
        }
      }
    }
    assertThat(onCurve).isGreaterThan(40);
  }

  @Property(tries = 300)
  void refusesSignaturesOfOtherLengths(
      @ForAll @Size(32) byte[] key, @ForAll @IntRange(max = 130) int length) {
    byte[] signature = new byte[length == 64 ? 0 : length];
    for (Ed25519Verifier verifier : verifiers) {
      assertThat(verifier.verify(key, new byte[0], signature)).isFalse();
    }
  }

  @Test
  void hasNoVerdictForKeysOfOtherLengths() {
    for (Ed25519Verifier verifier : verifiers) {
      assertThatThrownBy(() -> verifier.verify(new byte[31], new byte[0], new byte[64]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("given 31");
    }
  }

  @Test
  void judgesOnManyVirtualThreadsAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Ed25519PrivateKey key = Ed25519PrivateKey.ofSeed(new byte[32])) {
      byte[] publicKey = key.publicKey().toArray();
      List<Future<Boolean>> verdicts = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        byte[] message = {(byte) i, (byte) (i >> 8)};
        byte[] signature = key.sign(message);
        signature[0] ^= (byte) (i % 2);
        for (Ed25519Verifier verifier : verifiers) {
          verdicts.add(threads.submit(() -> verifier.verify(publicKey, message, signature)));
        }
      }
      for (int i = 0; i < verdicts.size(); i++) {
        assertThat(verdicts.get(i).get()).isEqualTo(i / verifiers.size() % 2 == 0);
      }
    }
  }

  private static byte[] otherEncoding(byte[] point) {
    BigInteger y = Ed25519Oracle.number(point).clearBit(255);
    byte[] other = point.clone();
    if (y.compareTo(BigInteger.valueOf(19)) < 0) {
      other = Ed25519Oracle.little(y.add(Ed25519Oracle.P));
      other[31] |= (byte) (point[31] & 0x80);
    } else {
      other[31] ^= (byte) 0x80;
    }
    return other;
  }

  private static List<Affine> torsion() {
    for (int y = 2; ; y++) {
      Affine any = Ed25519Oracle.decode(Ed25519Oracle.little(BigInteger.valueOf(y)));
      if (any == null) {
        continue;
      }
      Affine t = any.times(Ed25519Oracle.L);
      if (!t.times(BigInteger.valueOf(4)).equals(Ed25519Oracle.NEUTRAL)) {
        List<Affine> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          all.add(t.times(BigInteger.valueOf(i)));
        }
        return all;
      }
    }
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
