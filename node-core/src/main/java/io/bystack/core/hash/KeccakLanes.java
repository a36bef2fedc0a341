package io.bystack.core.hash;

import static jdk.incubator.vector.VectorOperators.ROL;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Keccak-f[1600] on several interleaved states at once, one per lane of a vector register. With
 * eight lanes it takes hardly longer than one state alone.
 *
 * <p>The compiler makes good code only for a number of lanes that is a constant of the class. So
 * there is one class per number: this one has the widest registers, hidden copies of it have less.
 *
 * <p>Needs the module {@code jdk.incubator.vector}; loading the class without it fails with a
 * {@link NoClassDefFoundError}.
 */
final class KeccakLanes implements HashLanes {
  private static final int COUNT = count(LongVector.SPECIES_PREFERRED.length());
  // The narrowest registers also serve a single state: its words lie in both lanes.
  private static final VectorSpecies<Long> LANES =
      VectorSpecies.of(long.class, VectorShape.forBitSize(Math.max(128, COUNT * Long.SIZE)));

  /** What a hidden copy was told, or else the given number. */
  private static int count(int widest) {
    try {
      Integer told =
          MethodHandles.classData(
              MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, Integer.class);
      return told == null ? widest : told;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a class may read its own data", e);
    }
  }

  /** A permutation of this many states, not more than the machine's registers have lanes. */
  static HashLanes of(int count) {
    try (InputStream code =
        KeccakLanes.class.getResourceAsStream(KeccakLanes.class.getSimpleName() + ".class")) {
      Class<?> copy =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(code.readAllBytes(), count, true)
              .lookupClass();
      return (HashLanes) copy.getDeclaredConstructor().newInstance();
    } catch (IOException e) {
      throw new UncheckedIOException("a class of this program cannot be read again", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a hidden class of our own cannot be made", e);
    }
  }

  private static LongVector load(long[] state, int word) {
    return COUNT == 1
        ? LongVector.broadcast(LANES, state[word])
        : LongVector.fromArray(LANES, state, word * COUNT);
  }

  @Override
  public int count() {
    return COUNT;
  }

  @Override
  public void permute(long[] state) {
    LongVector a0 = load(state, 0);
    LongVector a1 = load(state, 1);
    LongVector a2 = load(state, 2);
    LongVector a3 = load(state, 3);
    LongVector a4 = load(state, 4);
    LongVector a5 = load(state, 5);
    LongVector a6 = load(state, 6);
    LongVector a7 = load(state, 7);
    LongVector a8 = load(state, 8);
    LongVector a9 = load(state, 9);
    LongVector a10 = load(state, 10);
    LongVector a11 = load(state, 11);
    LongVector a12 = load(state, 12);
    LongVector a13 = load(state, 13);
    LongVector a14 = load(state, 14);
    LongVector a15 = load(state, 15);
    LongVector a16 = load(state, 16);
    LongVector a17 = load(state, 17);
    LongVector a18 = load(state, 18);
    LongVector a19 = load(state, 19);
    LongVector a20 = load(state, 20);
    LongVector a21 = load(state, 21);
    LongVector a22 = load(state, 22);
    LongVector a23 = load(state, 23);
    LongVector a24 = load(state, 24);
    for (long constant : Keccak.ROUND_CONSTANTS) {
      LongVector c0 = a0.lanewise(XOR, a5).lanewise(XOR, a10).lanewise(XOR, a15).lanewise(XOR, a20);
      LongVector c1 = a1.lanewise(XOR, a6).lanewise(XOR, a11).lanewise(XOR, a16).lanewise(XOR, a21);
      LongVector c2 = a2.lanewise(XOR, a7).lanewise(XOR, a12).lanewise(XOR, a17).lanewise(XOR, a22);
      LongVector c3 = a3.lanewise(XOR, a8).lanewise(XOR, a13).lanewise(XOR, a18).lanewise(XOR, a23);
      LongVector c4 = a4.lanewise(XOR, a9).lanewise(XOR, a14).lanewise(XOR, a19).lanewise(XOR, a24);
      LongVector d0 = c4.lanewise(XOR, c1.lanewise(ROL, 1));
      LongVector d1 = c0.lanewise(XOR, c2.lanewise(ROL, 1));
      LongVector d2 = c1.lanewise(XOR, c3.lanewise(ROL, 1));
      LongVector d3 = c2.lanewise(XOR, c4.lanewise(ROL, 1));
      LongVector d4 = c3.lanewise(XOR, c0.lanewise(ROL, 1));
      LongVector b0 = a0.lanewise(XOR, d0);
      LongVector b1 = a6.lanewise(XOR, d1).lanewise(ROL, 44);
      LongVector b2 = a12.lanewise(XOR, d2).lanewise(ROL, 43);
      LongVector b3 = a18.lanewise(XOR, d3).lanewise(ROL, 21);
      LongVector b4 = a24.lanewise(XOR, d4).lanewise(ROL, 14);
      LongVector e0 = b0.lanewise(XOR, b2.and(b1.not())).lanewise(XOR, constant);
      LongVector e1 = b1.lanewise(XOR, b3.and(b2.not()));
      LongVector e2 = b2.lanewise(XOR, b4.and(b3.not()));
      LongVector e3 = b3.lanewise(XOR, b0.and(b4.not()));
      LongVector e4 = b4.lanewise(XOR, b1.and(b0.not()));
      LongVector b5 = a3.lanewise(XOR, d3).lanewise(ROL, 28);
      LongVector b6 = a9.lanewise(XOR, d4).lanewise(ROL, 20);
      LongVector b7 = a10.lanewise(XOR, d0).lanewise(ROL, 3);
      LongVector b8 = a16.lanewise(XOR, d1).lanewise(ROL, 45);
      LongVector b9 = a22.lanewise(XOR, d2).lanewise(ROL, 61);
      LongVector e5 = b5.lanewise(XOR, b7.and(b6.not()));
      LongVector e6 = b6.lanewise(XOR, b8.and(b7.not()));
      LongVector e7 = b7.lanewise(XOR, b9.and(b8.not()));
      LongVector e8 = b8.lanewise(XOR, b5.and(b9.not()));
      LongVector e9 = b9.lanewise(XOR, b6.and(b5.not()));
      LongVector b10 = a1.lanewise(XOR, d1).lanewise(ROL, 1);
      LongVector b11 = a7.lanewise(XOR, d2).lanewise(ROL, 6);
      LongVector b12 = a13.lanewise(XOR, d3).lanewise(ROL, 25);
      LongVector b13 = a19.lanewise(XOR, d4).lanewise(ROL, 8);
      LongVector b14 = a20.lanewise(XOR, d0).lanewise(ROL, 18);
      LongVector e10 = b10.lanewise(XOR, b12.and(b11.not()));
      LongVector e11 = b11.lanewise(XOR, b13.and(b12.not()));
      LongVector e12 = b12.lanewise(XOR, b14.and(b13.not()));
      LongVector e13 = b13.lanewise(XOR, b10.and(b14.not()));
      LongVector e14 = b14.lanewise(XOR, b11.and(b10.not()));
      LongVector b15 = a4.lanewise(XOR, d4).lanewise(ROL, 27);
      LongVector b16 = a5.lanewise(XOR, d0).lanewise(ROL, 36);
      LongVector b17 = a11.lanewise(XOR, d1).lanewise(ROL, 10);
      LongVector b18 = a17.lanewise(XOR, d2).lanewise(ROL, 15);
      LongVector b19 = a23.lanewise(XOR, d3).lanewise(ROL, 56);
      LongVector e15 = b15.lanewise(XOR, b17.and(b16.not()));
      LongVector e16 = b16.lanewise(XOR, b18.and(b17.not()));
      LongVector e17 = b17.lanewise(XOR, b19.and(b18.not()));
      LongVector e18 = b18.lanewise(XOR, b15.and(b19.not()));
      LongVector e19 = b19.lanewise(XOR, b16.and(b15.not()));
      LongVector b20 = a2.lanewise(XOR, d2).lanewise(ROL, 62);
      LongVector b21 = a8.lanewise(XOR, d3).lanewise(ROL, 55);
      LongVector b22 = a14.lanewise(XOR, d4).lanewise(ROL, 39);
      LongVector b23 = a15.lanewise(XOR, d0).lanewise(ROL, 41);
      LongVector b24 = a21.lanewise(XOR, d1).lanewise(ROL, 2);
      LongVector e20 = b20.lanewise(XOR, b22.and(b21.not()));
      LongVector e21 = b21.lanewise(XOR, b23.and(b22.not()));
      LongVector e22 = b22.lanewise(XOR, b24.and(b23.not()));
      LongVector e23 = b23.lanewise(XOR, b20.and(b24.not()));
      LongVector e24 = b24.lanewise(XOR, b21.and(b20.not()));
      a0 = e0;
      a1 = e1;
      a2 = e2;
      a3 = e3;
      a4 = e4;
      a5 = e5;
      a6 = e6;
      a7 = e7;
      a8 = e8;
      a9 = e9;
      a10 = e10;
      a11 = e11;
      a12 = e12;
      a13 = e13;
      a14 = e14;
      a15 = e15;
      a16 = e16;
      a17 = e17;
      a18 = e18;
      a19 = e19;
      a20 = e20;
      a21 = e21;
      a22 = e22;
      a23 = e23;
      a24 = e24;
    }
    // A single state's words overwrite each other's second lanes; the last is left over.
    a0.intoArray(state, 0 * COUNT);
    a1.intoArray(state, 1 * COUNT);
    a2.intoArray(state, 2 * COUNT);
    a3.intoArray(state, 3 * COUNT);
    a4.intoArray(state, 4 * COUNT);
    a5.intoArray(state, 5 * COUNT);
    a6.intoArray(state, 6 * COUNT);
    a7.intoArray(state, 7 * COUNT);
    a8.intoArray(state, 8 * COUNT);
    a9.intoArray(state, 9 * COUNT);
    a10.intoArray(state, 10 * COUNT);
    a11.intoArray(state, 11 * COUNT);
    a12.intoArray(state, 12 * COUNT);
    a13.intoArray(state, 13 * COUNT);
    a14.intoArray(state, 14 * COUNT);
    a15.intoArray(state, 15 * COUNT);
    a16.intoArray(state, 16 * COUNT);
    a17.intoArray(state, 17 * COUNT);
    a18.intoArray(state, 18 * COUNT);
    a19.intoArray(state, 19 * COUNT);
    a20.intoArray(state, 20 * COUNT);
    a21.intoArray(state, 21 * COUNT);
    a22.intoArray(state, 22 * COUNT);
    a23.intoArray(state, 23 * COUNT);
    a24.intoArray(state, 24 * COUNT);
  }
}
