package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.hash.Ripemd160;
import io.bystack.core.hash.Sha256;
import io.bystack.core.hash.Sha3;

/** Hashes and signatures (spec/02 §4.7). */
final class CryptoOps {
  private static final int KEY_SIZE = 32;
  private static final int MESSAGE_SIZE = 32;
  private static final int MIN_HASH_COST = 64;
  private static final int COST_PER_KEY = 1024;

  private CryptoOps() {}

  static void sha256(Execution run) throws VmException {
    Bytes string = run.pop();
    run.charge(Math.max(MIN_HASH_COST, string.length()));
    run.push(Bytes.wrap(Sha256.hash(string.toArray())));
  }

  static void sha3(Execution run) throws VmException {
    Bytes string = run.pop();
    run.charge(Math.max(MIN_HASH_COST, string.length()));
    run.push(Sha3.sha3(string).toBytes());
  }

  /** One RIPEMD-160, with no SHA-256 before it. */
  static void hash160(Execution run) throws VmException {
    Bytes string = run.pop();
    run.charge((long) string.length() + MIN_HASH_COST);
    run.push(Ripemd160.hash(string));
  }

  static void checkSig(Execution run) throws VmException {
    Bytes publicKey = run.popDeferred();
    Bytes message = run.popDeferred();
    Bytes signature = run.popDeferred();
    requireMessage(message);
    run.pushDeferred(
        publicKey.length() == KEY_SIZE && run.signatures().verify(publicKey, message, signature));
  }

  private static void requireMessage(Bytes message) throws VmException {
    if (message.length() != MESSAGE_SIZE) {
      throw VmError.BAD_VALUE.exception();
    }
  }

  static void checkMultisig(Execution run) throws VmException {
    long keyCount = run.popCountDeferred();
    if (keyCount > Long.MAX_VALUE / COST_PER_KEY) {
      throw VmError.BAD_VALUE.exception();
    }
    run.charge(COST_PER_KEY * keyCount);
    long signatureCount = run.popCountDeferred();
    if (signatureCount > keyCount || (keyCount > 0 && signatureCount == 0)) {
      throw VmError.BAD_VALUE.exception();
    }
    Bytes[] keys = popMany(run, (int) keyCount);
    Bytes message = run.popDeferred();
    requireMessage(message);
    Bytes[] signatures = popMany(run, (int) signatureCount);
    run.pushDeferred(haveKeySize(keys) && allSigned(run, keys, message, signatures));
  }

  /** The last of them first. */
  private static Bytes[] popMany(Execution run, int count) throws VmException {
    Bytes[] items = new Bytes[count];
    for (int i = 0; i < count; i++) {
      items[i] = run.popDeferred();
    }
    return items;
  }

  private static boolean haveKeySize(Bytes[] keys) {
    for (Bytes key : keys) {
      if (key.length() != KEY_SIZE) {
        return false;
      }
    }
    return true;
  }

  /** Each key is tried once; signatures must come in the order of their keys. */
  private static boolean allSigned(Execution run, Bytes[] keys, Bytes message, Bytes[] signatures) {
    int done = 0;
    for (int i = 0; i < keys.length && done < signatures.length; i++) {
      if (run.signatures().verify(keys[i], message, signatures[done])) {
        done++;
      }
    }
    return done == signatures.length;
  }
}
