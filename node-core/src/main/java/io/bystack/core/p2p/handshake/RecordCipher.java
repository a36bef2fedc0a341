package io.bystack.core.p2p.handshake;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.crypto.SecretBox;

/**
 * Seals and opens the records of one connection (spec/04 §2.2): 1042 bytes each, with up to 1024
 * bytes of data, under nonces that count up by two in each direction. Each direction belongs to one
 * thread.
 */
public final class RecordCipher {
  /** Most bytes of data in one record. */
  public static final int MAX_DATA = 1024;

  private static final int PLAIN = 2 + MAX_DATA;

  /** Bytes of a record on the wire. */
  public static final int RECORD = SecretBox.TAG_SIZE + PLAIN;

  private static final int NONCE_STEP = 2;

  private final SecretBox sending;
  private final SecretBox receiving;
  private final byte[] sendNonce;
  private final byte[] receiveNonce;

  public RecordCipher(KeyAgreement agreed) {
    this.sending = new SecretBox(agreed.key().toArray());
    this.receiving = new SecretBox(agreed.key().toArray());
    this.sendNonce = agreed.sendNonce().toArray();
    this.receiveNonce = agreed.receiveNonce().toArray();
  }

  /** The record of up to 1024 bytes of data; its nonce is used up. */
  public byte[] seal(byte[] data, int offset, int length) {
    if (length < 0 || length > MAX_DATA) {
      throw new IllegalArgumentException("a record holds 0 to 1024 bytes, given " + length);
    }
    byte[] plain = new byte[PLAIN];
    System.arraycopy(data, offset, plain, 2, length);
    return sealPlain(length, plain);
  }

  /** A record that states any length over zero bytes, as only a hostile peer sends it. */
  public byte[] sealStating(int length) {
    return sealPlain(length, new byte[PLAIN]);
  }

  private byte[] sealPlain(int length, byte[] plain) {
    plain[0] = (byte) (length >>> 8);
    plain[1] = (byte) length;
    byte[] record = sending.seal(sendNonce, plain);
    step(sendNonce);
    return record;
  }

  /**
   * The data of a received record.
   *
   * @throws DecodeException if it does not authenticate or states a length above 1024
   */
  public Bytes open(byte[] record) throws DecodeException {
    byte[] plain = new byte[PLAIN];
    if (record.length != RECORD || !receiving.open(receiveNonce, record, 0, RECORD, plain, 0)) {
      throw DecodeException.format("Failed to decrypt SecretConnection", -1);
    }
    step(receiveNonce);
    int length = ((plain[0] & 0xff) << 8) | (plain[1] & 0xff);
    if (length > MAX_DATA) {
      throw DecodeException.format("chunkLength is greater than dataMaxSize", -1);
    }
    return Bytes.wrap(plain, 2, length);
  }

  private static void step(byte[] nonce) {
    int carry = NONCE_STEP;
    for (int i = nonce.length - 1; i >= 0 && carry > 0; i--) {
      int sum = (nonce[i] & 0xff) + carry;
      nonce[i] = (byte) sum;
      carry = sum >>> 8;
    }
  }
}
