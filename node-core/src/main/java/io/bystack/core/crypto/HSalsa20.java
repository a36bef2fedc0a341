package io.bystack.core.crypto;

import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.util.Pack;

/** HSalsa20, NaCl's key derivation from a 32-byte key and 16 bytes of input. */
final class HSalsa20 {
  private static final int ROUNDS = 20;
  private static final int[] CONSTANT = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
  private static final int[] OUTPUT_WORDS = {0, 5, 10, 15, 6, 7, 8, 9};

  private HSalsa20() {}

  /** The derived key of an input of 16 zero bytes. */
  static byte[] ofZeros(byte[] key) {
    int[] state = new int[16];
    for (int i = 0; i < 4; i++) {
      state[5 * i] = CONSTANT[i];
      state[1 + i] = Pack.littleEndianToInt(key, 4 * i);
      state[11 + i] = Pack.littleEndianToInt(key, 16 + 4 * i);
    }
    int[] mixed = new int[16];
    Salsa20Engine.salsaCore(ROUNDS, state, mixed);
    byte[] derived = new byte[32];
    for (int i = 0; i < OUTPUT_WORDS.length; i++) {
      int word = OUTPUT_WORDS[i];
      // The core of Salsa20 adds its input at the end; HSalsa20 does not.
      Pack.intToLittleEndian(mixed[word] - state[word], derived, 4 * i);
    }
    return derived;
  }
}
