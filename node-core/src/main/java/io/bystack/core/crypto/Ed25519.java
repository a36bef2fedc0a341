package io.bystack.core.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.bystack.core.bytes.Bytes;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;

/** The verifiers this machine has. */
public final class Ed25519 {
  /** System property: {@code portable} keeps the native library out. */
  public static final String PROPERTY = "bystack.ed25519";

  private static final String REGISTER_KEY_FACTORY =
      "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

  private static final Ed25519Verifier PORTABLE = new PortableVerifier();

  private Ed25519() {}

  /** The fastest verifier that works here, chosen once for the life of the process. */
  public static Ed25519Verifier verifier() {
    return Chosen.VERIFIER;
  }

  /** Whether 32 bytes are a point of the curve, so that a signature could be good for them. */
  public static boolean isPoint(Bytes key) {
    return key.length() == Ed25519Verifier.PUBLIC_KEY_SIZE
        && EdwardsPoint.decode(key.toArray()) != null;
  }

  /** Our own arithmetic, on any platform. */
  public static Ed25519Verifier portable() {
    return PORTABLE;
  }

  /** The verifier on the native library, if it loads on this platform and passes its self-check. */
  public static Optional<Ed25519Verifier> corretto() {
    // The provider reads this once, when its class is initialized.
    if (System.getProperty(REGISTER_KEY_FACTORY) == null) {
      System.setProperty(REGISTER_KEY_FACTORY, "true");
    }
    try {
      AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
      if (provider.getLoadingError() != null) {
        return Optional.empty();
      }
      Ed25519Verifier verifier = new CorrettoVerifier(provider);
      return SelfCheck.passes(verifier) ? Optional.of(verifier) : Optional.empty();
    } catch (LinkageError | GeneralSecurityException | RuntimeException e) {
      // No class, no native library for this platform, or no Ed25519 in it: the portable one
      // serves.
      return Optional.empty();
    }
  }

  private static final class Chosen {
    static final Ed25519Verifier VERIFIER =
        "portable".equals(System.getProperty(PROPERTY)) ? PORTABLE : corretto().orElse(PORTABLE);
  }

  /** One signature of RFC 8032 §7.1 (test 2), changed in the ways that matter. */
  private static final class SelfCheck {
    private static final byte[] KEY =
        hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    private static final byte[] MESSAGE = {0x72};
    private static final byte[] SIGNATURE =
        hex(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");

    static boolean passes(Ed25519Verifier verifier) {
      byte[] flipped = SIGNATURE.clone();
      flipped[40] ^= 1;
      byte[] neutralKey = new byte[32];
      neutralKey[0] = 1;
      byte[] neutral = new byte[64];
      neutral[0] = 1;
      byte[] signedNeutralKey = neutralKey.clone();
      signedNeutralKey[31] = (byte) 0x80;
      return verifier.verify(KEY, MESSAGE, SIGNATURE)
          && !verifier.verify(KEY, MESSAGE, flipped)
          && !verifier.verify(KEY, new byte[0], SIGNATURE)
          && verifier.verify(neutralKey, MESSAGE, neutral)
          && verifier.verify(signedNeutralKey, MESSAGE, neutral);
    }

    private static byte[] hex(String digits) {
      return HexFormat.of().parseHex(digits);
    }
  }
}
