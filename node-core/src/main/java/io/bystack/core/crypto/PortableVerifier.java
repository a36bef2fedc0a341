package io.bystack.core.crypto;

import io.bystack.core.hash.Sha512;
import java.util.Arrays;

/** The acceptance rule in our own arithmetic, for every key and on every platform. */
final class PortableVerifier implements Ed25519Verifier {
  @Override
  public String name() {
    return "portable";
  }

  @Override
  public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    byte[] reduced = SignatureForm.reduced(publicKey, signature);
    return reduced != null && equationHolds(publicKey, message, reduced);
  }

  /** Whether S·B - h·A is exactly the point encoded by the signature's first half, S below L. */
  static boolean equationHolds(byte[] publicKey, byte[] message, byte[] signature) {
    EdwardsPoint a = EdwardsPoint.decode(publicKey);
    if (a == null) {
      return false;
    }
    byte[] r = Arrays.copyOf(signature, 32);
    byte[] s = Arrays.copyOfRange(signature, 32, 64);
    a.negate();
    byte[] h = Scalar.reduce(Sha512.hash(r, publicKey, message));
    return Arrays.equals(BasePoint.multiplyAdd(s, h, a).encode(), r);
  }
}
