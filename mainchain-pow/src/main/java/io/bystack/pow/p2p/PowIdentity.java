package io.bystack.pow.p2p;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.crypto.Ed25519PrivateKey;
import io.bystack.core.p2p.handshake.NodeIdentity;
import java.util.Locale;

/** A main-chain node's Ed25519 key (spec/04 §2.4, §2.5, the parts marked C). */
public final class PowIdentity implements NodeIdentity {
  private static final int KEY = 32;
  private static final int SIGNATURE = 64;
  private static final int MARK = 1;
  private static final int AUTH = MARK + KEY + MARK + SIGNATURE;

  private final Ed25519PrivateKey key;

  /**
   * The identity of a node key file's content.
   *
   * @param nodeKey 64 bytes, seed and public key; the public half is computed anew
   */
  public PowIdentity(Bytes nodeKey) {
    if (nodeKey.length() != 2 * KEY) {
      throw new IllegalArgumentException("a node key has 64 bytes, given " + nodeKey.length());
    }
    this.key = Ed25519PrivateKey.ofSeed(nodeKey.slice(0, KEY).toArray());
  }

  @Override
  public Bytes publicKey() {
    return key.publicKey();
  }

  @Override
  public Bytes sign(Bytes message) {
    return key.sign(message);
  }

  @Override
  public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    return publicKey.length() == KEY && Ed25519.verifier().verify(publicKey, message, signature);
  }

  @Override
  public int authLength() {
    return AUTH;
  }

  @Override
  public Bytes authMessage(Bytes challenge) {
    Bytes mark = Bytes.of(MARK);
    return mark.concat(publicKey()).concat(mark).concat(sign(challenge));
  }

  @Override
  public Bytes authenticate(Bytes auth, Bytes challenge) throws DecodeException {
    if (auth.length() != AUTH || auth.at(0) != MARK || auth.at(MARK + KEY) != MARK) {
      throw DecodeException.format("authentication message of unknown key type", 0);
    }
    Bytes publicKey = auth.slice(MARK, MARK + KEY);
    if (!verify(publicKey, challenge, auth.slice(AUTH - SIGNATURE, AUTH))) {
      throw DecodeException.format("Challenge verification failed", -1);
    }
    return publicKey;
  }

  @Override
  public Bytes stated(Bytes publicKey) {
    return publicKey;
  }

  @Override
  public String peerId(Bytes publicKey) {
    return publicKey.toHex().toUpperCase(Locale.ROOT);
  }
}
