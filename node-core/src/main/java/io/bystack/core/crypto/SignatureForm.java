package io.bystack.core.crypto;

/** The part of the acceptance rule that looks at bytes only (spec/05 §2, step 1). */
final class SignatureForm {
  private static final int SIGNATURE_SIZE = 64;

  private SignatureForm() {}

  /**
   * The signature with S modulo L, which changes no verdict: B has order L and h does not depend on
   * S. S is below 2^253 and so below 2L. The given array itself if nothing changes.
   *
   * @return null if the length or the range of S makes the signature invalid
   * @throws IllegalArgumentException if the key is not 32 bytes
   */
  static byte[] reduced(byte[] publicKey, byte[] signature) {
    if (publicKey.length != Ed25519Verifier.PUBLIC_KEY_SIZE) {
      throw new IllegalArgumentException(
          "an Ed25519 public key has 32 bytes, given " + publicKey.length);
    }
    if (signature.length != SIGNATURE_SIZE || (signature[63] & 0xe0) != 0) {
      return null;
    }
    if (Scalar.isReduced(signature, 32)) {
      return signature;
    }
    byte[] reduced = signature.clone();
    Scalar.subtractOrder(reduced, 32);
    return reduced;
  }

  /**
   * Whether a library may judge signatures of this key. It may not if y is p or more, nor if x = 0
   * has the sign bit set (y = 1 or y = p - 1): the rule takes such keys, libraries refuse them.
   */
  static boolean isOrdinaryKey(byte[] key) {
    int top = key[31] & 0xff;
    if ((top & 0x7f) == 0x7f) {
      return !highBytesAllOnes(key) || (key[0] & 0xff) < (top == 0xff ? 0xec : 0xed);
    }
    return !(top == 0x80 && key[0] == 1 && middleBytesAllZero(key));
  }

  private static boolean highBytesAllOnes(byte[] key) {
    for (int i = 1; i < 31; i++) {
      if (key[i] != -1) {
        return false;
      }
    }
    return true;
  }

  private static boolean middleBytesAllZero(byte[] key) {
    for (int i = 1; i < 31; i++) {
      if (key[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
