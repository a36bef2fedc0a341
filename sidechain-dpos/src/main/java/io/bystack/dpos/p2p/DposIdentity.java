package io.bystack.dpos.p2p;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.crypto.Ed25519PrivateKey;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.p2p.handshake.NodeIdentity;

/**
 * A side-chain node's hierarchical key, which also signs its blocks (spec/04 §2.4, §2.5, the parts
 * marked V).
 */
public final class DposIdentity implements NodeIdentity {
  private static final int XPUB = 64;
  private static final int POINT = 32;
  private static final int SIGNATURE = 64;
  private static final Bytes LENGTH_MARK = Bytes.of(1, XPUB);
  private static final int AUTH = 2 + XPUB + 2 + SIGNATURE;

  private final Bytes xpub;
  private final Ed25519PrivateKey key;

  public DposIdentity(XPrv nodeKey) {
    this.xpub = nodeKey.xpub().bytes();
    this.key = nodeKey.signingKey();
  }

  @Override
  public Bytes publicKey() {
    return xpub;
  }

  @Override
  public Bytes sign(Bytes message) {
    return key.sign(message);
  }

  @Override
  public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    return publicKey.length() >= POINT
        && Ed25519.verifier().verify(publicKey.slice(0, POINT), message, signature);
  }

  @Override
  public int authLength() {
    return AUTH;
  }

  @Override
  public Bytes authMessage(Bytes challenge) {
    return LENGTH_MARK.concat(xpub).concat(LENGTH_MARK).concat(sign(challenge));
  }

  @Override
  public Bytes authenticate(Bytes auth, Bytes challenge) throws DecodeException {
    int second = 2 + XPUB;
    if (auth.length() != AUTH
        || !auth.startsWith(LENGTH_MARK)
        || !auth.slice(second, AUTH).startsWith(LENGTH_MARK)) {
      throw DecodeException.format("pubkey length error", 0);
    }
    Bytes publicKey = auth.slice(2, second);
    if (!verify(publicKey, challenge, auth.slice(AUTH - SIGNATURE, AUTH))) {
      throw DecodeException.format("Challenge verification failed", -1);
    }
    return publicKey;
  }

  @Override
  public Bytes stated(Bytes publicKey) {
    return Bytes.utf8(publicKey.toHex());
  }

  @Override
  public String peerId(Bytes publicKey) {
    return publicKey.toHex();
  }
}
