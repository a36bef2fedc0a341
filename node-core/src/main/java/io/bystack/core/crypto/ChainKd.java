package io.bystack.core.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The derivations of spec/05 §3 on raw bytes. All keys have 64 bytes: scalar or point, then salt.
 */
final class ChainKd {
  private static final int HALF = 32;
  private static final int SIZE = 64;

  private ChainKd() {}

  static XPrv root(byte[] seed) {
    byte[] key = hmac(ascii("Root"), seed);
    pruneRoot(key);
    return XPrv.ofTrusted(key);
  }

  static XPub xpub(byte[] xprv) {
    byte[] xpub = Arrays.copyOf(Ed25519PrivateKey.publicKeyOf(Arrays.copyOf(xprv, HALF)), SIZE);
    System.arraycopy(xprv, HALF, xpub, HALF, HALF);
    return XPub.ofTrusted(xpub);
  }

  static XPrv hardenedChild(byte[] xprv, byte[] selector) {
    byte[] key = hmac(salt(xprv), ascii("H"), Arrays.copyOf(xprv, HALF), selector);
    pruneRoot(key);
    return XPrv.ofTrusted(key);
  }

  static XPrv child(byte[] xprv, byte[] selector) throws KeyException {
    byte[] key = step(xpub(xprv), selector);
    int carry = 0;
    for (int i = 0; i < HALF; i++) {
      carry += (xprv[i] & 0xff) + (key[i] & 0xff);
      key[i] = (byte) carry;
      carry >>= 8;
    }
    if (carry != 0) {
      throw KeyException.badKey("bad key: the child's scalar does not fit in 256 bits");
    }
    return XPrv.ofTrusted(key);
  }

  static XPub child(XPub xpub, byte[] selector) {
    byte[] key = step(xpub, selector);
    EdwardsPoint parent = EdwardsPoint.decode(xpub.publicKey().toArray());
    EdwardsPoint sum = BasePoint.multiply(Arrays.copyOf(key, HALF));
    sum.add(parent.toAddend(), false, false);
    System.arraycopy(sum.encode(), 0, key, 0, HALF);
    return XPub.ofTrusted(key);
  }

  static byte[] expanded(byte[] xprv) {
    byte[] expanded = hmac(ascii("Expand"), xprv);
    System.arraycopy(xprv, 0, expanded, 0, HALF);
    return expanded;
  }

  /** What a non-hardened child adds to its parent's scalar, and the child's salt. */
  private static byte[] step(XPub parent, byte[] selector) {
    byte[] xpub = parent.bytes().toArray();
    byte[] key = hmac(salt(xpub), ascii("N"), Arrays.copyOf(xpub, HALF), selector);
    // Below 2^233, so that sums along a path stay in 256 bits, and a multiple of the cofactor.
    key[0] &= (byte) 0xf8;
    key[29] &= 0x01;
    key[30] = 0;
    key[31] = 0;
    return key;
  }

  /** Unlike RFC 8032 this clears bit 253 too, which leaves room for sums. */
  private static void pruneRoot(byte[] key) {
    key[0] &= (byte) 0xf8;
    key[31] = (byte) ((key[31] & 0x1f) | 0x40);
  }

  private static byte[] salt(byte[] key) {
    return Arrays.copyOfRange(key, HALF, SIZE);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hmac(byte[] key, byte[]... parts) {
    HMac mac = new HMac(new SHA512Digest());
    mac.init(new KeyParameter(key));
    for (byte[] part : parts) {
      mac.update(part, 0, part.length);
    }
    byte[] result = new byte[SIZE];
    mac.doFinal(result, 0);
    return result;
  }
}
