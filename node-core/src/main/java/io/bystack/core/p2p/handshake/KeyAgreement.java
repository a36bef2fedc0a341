package io.bystack.core.p2p.handshake;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.BoxKeyPair;
import io.bystack.core.crypto.SecretBox;
import io.bystack.core.hash.Ripemd160;
import io.bystack.core.hash.Sha256;

/**
 * What both ends derive from the two ephemeral X25519 keys (spec/04 §2.1).
 *
 * @param key 32-byte key of all records
 * @param sendNonce 24-byte nonce of the first record sent
 * @param receiveNonce 24-byte nonce of the first record received
 * @param challenge 32 bytes each side signs with its node key
 */
public record KeyAgreement(Bytes key, Bytes sendNonce, Bytes receiveNonce, Bytes challenge) {
  /** Length of an ephemeral key in bytes. */
  public static final int KEY_BYTES = 32;

  /** Derives from our ephemeral pair and the peer's ephemeral public key. */
  public static KeyAgreement derive(BoxKeyPair own, Bytes remotePublic) {
    boolean ownLower = own.publicKey().compareTo(remotePublic) < 0;
    Bytes pair =
        ownLower ? own.publicKey().concat(remotePublic) : remotePublic.concat(own.publicKey());
    byte[] even = new byte[SecretBox.NONCE_SIZE];
    Ripemd160.hash(pair).copyTo(even, 0);
    byte[] odd = even.clone();
    odd[SecretBox.NONCE_SIZE - 1] ^= 1;
    return new KeyAgreement(
        Bytes.wrap(own.sharedKey(remotePublic)),
        Bytes.wrap(ownLower ? odd : even),
        Bytes.wrap(ownLower ? even : odd),
        Bytes.wrap(Sha256.hash(pair.toArray())));
  }

  /** Shows nothing secret. */
  @Override
  public String toString() {
    return "KeyAgreement[challenge=" + challenge + "]";
  }
}
