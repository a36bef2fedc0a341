package io.bystack.core.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The acceptance rule on a native library: it judges all keys it judges as the rule does, with S
 * reduced before; the few others go to our own arithmetic.
 */
final class CorrettoVerifier implements Ed25519Verifier {
  private static final byte[] X509_PREFIX = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  private final Provider provider;
  private final KeyFactory keys;
  private final String name;

  /**
   * Signature objects at rest. A call takes one from its thread's slot or makes one, and puts it
   * back: any number of threads, virtual ones too, keep no more than there are slots.
   */
  private final AtomicReferenceArray<Signature> idle;

  /**
   * @throws GeneralSecurityException if the provider has no Ed25519
   */
  CorrettoVerifier(Provider provider) throws GeneralSecurityException {
    this.provider = provider;
    this.keys = KeyFactory.getInstance("Ed25519", provider);
    this.name = "corretto-" + provider.getVersionStr();
    int slots = Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 8;
    this.idle = new AtomicReferenceArray<>(slots);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    byte[] reduced = SignatureForm.reduced(publicKey, signature);
    if (reduced == null) {
      return false;
    }
    return SignatureForm.isOrdinaryKey(publicKey)
        ? libraryAccepts(publicKey, message, reduced)
        : PortableVerifier.equationHolds(publicKey, message, reduced);
  }

  private boolean libraryAccepts(byte[] publicKey, byte[] message, byte[] signature) {
    byte[] encoded = new byte[X509_PREFIX.length + PUBLIC_KEY_SIZE];
    System.arraycopy(X509_PREFIX, 0, encoded, 0, X509_PREFIX.length);
    System.arraycopy(publicKey, 0, encoded, X509_PREFIX.length, PUBLIC_KEY_SIZE);
    int slot = (int) (Thread.currentThread().threadId() & (idle.length() - 1));
    try {
      PublicKey key = keys.generatePublic(new X509EncodedKeySpec(encoded));
      Signature verifier = idle.getAndSet(slot, null);
      if (verifier == null) {
        verifier = Signature.getInstance("Ed25519", provider);
      }
      verifier.initVerify(key);
      verifier.update(message);
      boolean valid = verifier.verify(signature);
      idle.set(slot, verifier);
      return valid;
    } catch (GeneralSecurityException e) {
      // The library answers bad keys and signatures with false. If it ever throws, it has not
      // judged.
      return PortableVerifier.equationHolds(publicKey, message, signature);
    }
  }
}
