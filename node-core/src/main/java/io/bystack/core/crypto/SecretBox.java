package io.bystack.core.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * NaCl secretbox, XSalsa20-Poly1305: a sealed message is the 16-byte tag, then the ciphertext
 * (spec/04 §2.2). The caller chooses nonces and never uses one twice. Not thread-safe: one object
 * for each direction of a connection.
 */
public final class SecretBox implements AutoCloseable {
  /** Size of a nonce in bytes. */
  public static final int NONCE_SIZE = 24;

  /** By how many bytes a sealed message is longer than its plaintext. */
  public static final int TAG_SIZE = 16;

  private static final int KEY_SIZE = 32;

  private final byte[] key;
  private final XSalsa20Engine cipher = new XSalsa20Engine();
  private final Poly1305 mac = new Poly1305();
  private final byte[] firstBytes = new byte[KEY_SIZE];

  /**
   * @throws IllegalArgumentException if the key is not 32 bytes
   */
  public SecretBox(byte[] key) {
    if (key.length != KEY_SIZE) {
      throw new IllegalArgumentException("a secretbox key has 32 bytes, given " + key.length);
    }
    this.key = key.clone();
  }

  /**
   * Seals {@code length} bytes of {@code in} from {@code inOffset} into {@code length + 16} bytes
   * of {@code out} from {@code outOffset}. The arrays must not overlap.
   */
  public void seal(byte[] nonce, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    start(nonce);
    cipher.processBytes(in, inOffset, length, out, outOffset + TAG_SIZE);
    mac.update(out, outOffset + TAG_SIZE, length);
    mac.doFinal(out, outOffset);
  }

  /** The sealed form of a message. */
  public byte[] seal(byte[] nonce, byte[] message) {
    byte[] sealed = new byte[message.length + TAG_SIZE];
    seal(nonce, message, 0, message.length, sealed, 0);
    return sealed;
  }

  /**
   * Opens {@code length} sealed bytes of {@code in} from {@code inOffset} into {@code length - 16}
   * bytes of {@code out} from {@code outOffset}. The arrays must not overlap.
   *
   * @return false, with {@code out} untouched, if the message does not authenticate
   */
  public boolean open(
      byte[] nonce, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    if (length < TAG_SIZE) {
      return false;
    }
    start(nonce);
    int size = length - TAG_SIZE;
    mac.update(in, inOffset + TAG_SIZE, size);
    byte[] tag = new byte[TAG_SIZE];
    mac.doFinal(tag, 0);
    if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(in, inOffset, inOffset + TAG_SIZE))) {
      return false;
    }
    cipher.processBytes(in, inOffset + TAG_SIZE, size, out, outOffset);
    return true;
  }

  /** The first 32 bytes of the key stream authenticate, the rest encrypts. */
  private void start(byte[] nonce) {
    if (nonce.length != NONCE_SIZE) {
      throw new IllegalArgumentException("a nonce has 24 bytes, given " + nonce.length);
    }
    cipher.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
    Arrays.fill(firstBytes, (byte) 0);
    cipher.processBytes(firstBytes, 0, KEY_SIZE, firstBytes, 0);
    mac.init(new KeyParameter(firstBytes));
  }

  /** Wipes the key. */
  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
    Arrays.fill(firstBytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "SecretBox";
  }
}
