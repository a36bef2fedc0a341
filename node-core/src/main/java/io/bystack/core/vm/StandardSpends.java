package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Ripemd160;
import io.bystack.core.hash.Sha3;
import java.util.List;
import java.util.Optional;

/**
 * Judges spends of P2WPKH, and of P2WSH with a multisig script, without the machine. Gas use of
 * these forms is known in closed form; a spend whose gas might run out on the way, or whose
 * arguments are not exactly the usual ones, is left to the machine. The outcome is the machine's to
 * the unit.
 */
public final class StandardSpends {
  private static final int KEY_SIZE = 32;
  private static final int KEY_PUSH_SIZE = KEY_SIZE + 1;
  private static final int MIN_HASH_COST = 64;

  /** What a P2WPKH spend uses, with 9 for the {@code 01} that stays on the stack. */
  private static final long P2WPKH_GAS = 1_345 + MIN_HASH_COST;

  /** Gas that must be there at first for a P2WPKH spend not to run out before its refunds. */
  private static final long P2WPKH_PEAK = 1_440 + MIN_HASH_COST;

  private final SignatureVerifier signatures;

  public StandardSpends(SignatureVerifier signatures) {
    this.signatures = signatures;
  }

  /**
   * How a spend ends.
   *
   * @param gasUsed if it succeeds
   * @param failure if it does not
   */
  public record Outcome(long gasUsed, Optional<VmError> failure) {
    private static final Outcome FALSE = new Outcome(0, Optional.of(VmError.FALSE_VM_RESULT));
    private static final Outcome UNEQUAL = new Outcome(0, Optional.of(VmError.VERIFY_FAILED));

    private static Outcome of(boolean signed, long gasUsed) {
      return signed ? new Outcome(gasUsed, Optional.empty()) : FALSE;
    }
  }

  /**
   * The outcome of a program as written in the ledger, for machine version 1; none if the machine
   * has to run it.
   */
  public Optional<Outcome> judge(
      Bytes program, List<Bytes> arguments, ExecutionContext context, long gasLimit) {
    Optional<Bytes> keyHash = StandardPrograms.keyHash(program);
    if (keyHash.isPresent()) {
      return byKey(keyHash.get(), arguments, context, gasLimit);
    }
    return StandardPrograms.scriptHash(program)
        .flatMap(hash -> byScript(hash, arguments, context, gasLimit));
  }

  private Optional<Outcome> byKey(
      Bytes keyHash, List<Bytes> arguments, ExecutionContext context, long gasLimit) {
    if (arguments.size() != 2) {
      return Optional.empty();
    }
    Bytes signature = arguments.get(0);
    Bytes key = arguments.get(1);
    if (key.length() != KEY_SIZE
        || gasLimit < P2WPKH_PEAK + ByteStack.worth(signature) + ByteStack.worth(key)) {
      return Optional.empty();
    }
    if (!Ripemd160.hash(key).equals(keyHash)) {
      return Optional.of(Outcome.UNEQUAL);
    }
    return context
        .sigHash()
        .map(Hash::toBytes)
        .map(message -> signatures.verify(key, message, signature))
        .map(signed -> Outcome.of(signed, P2WPKH_GAS));
  }

  private Optional<Outcome> byScript(
      Bytes scriptHash, List<Bytes> arguments, ExecutionContext context, long gasLimit) {
    if (arguments.isEmpty()) {
      return Optional.empty();
    }
    Bytes script = arguments.getLast();
    int keys = keyCount(script);
    int needed = arguments.size() - 1;
    if (keys == 0 || quorum(script) != needed || needed > keys) {
      return Optional.empty();
    }
    long worth = 0;
    for (Bytes argument : arguments) {
      worth += ByteStack.worth(argument);
    }
    long used = multisigGas(script.length(), keys);
    // At the peak all keys, the message, both counts and the arguments of CHECKPREDICATE are
    // unpaid.
    long peak = used + worth + 40L * (keys + 1) + 9 + 9 + 16 + 192;
    if (gasLimit < peak) {
      return Optional.empty();
    }
    if (!Sha3.sha3(script).toBytes().equals(scriptHash)) {
      return Optional.of(Outcome.UNEQUAL);
    }
    return context
        .sigHash()
        .map(Hash::toBytes)
        .map(message -> allSigned(script, keys, arguments, message))
        .map(signed -> Outcome.of(signed, used));
  }

  /** Base costs of all instructions and 9 for the {@code 01} that stays on the stack. */
  private static long multisigGas(int scriptLength, int keys) {
    int outer = 1 + Math.max(MIN_HASH_COST, scriptLength) + 1 + 33 + 1 + 1 + 1 + 64;
    return outer + 256 + keys + 2 + 1024L * keys + 9;
  }

  /** The number of keys if the script is {@code ae (20 key)+ m n ad} with m, n ≤ 16, else 0. */
  private static int keyCount(Bytes script) {
    int keys = (script.length() - 4) / KEY_PUSH_SIZE;
    if (keys < 1
        || keys > 16
        || script.length() != keys * KEY_PUSH_SIZE + 4
        || script.unsigned(0) != Opcode.TXSIGHASH.code()
        || script.unsigned(script.length() - 2) != Instruction.FIRST_INTEGER - 1 + keys
        || script.unsigned(script.length() - 1) != Opcode.CHECKMULTISIG.code()
        || quorum(script) < 1) {
      return 0;
    }
    for (int i = 0; i < keys; i++) {
      if (script.unsigned(1 + i * KEY_PUSH_SIZE) != KEY_SIZE) {
        return 0;
      }
    }
    return keys;
  }

  private static int quorum(Bytes script) {
    int code = script.unsigned(script.length() - 3);
    return code <= Instruction.LAST_INTEGER ? code - Instruction.FIRST_INTEGER + 1 : 0;
  }

  /** From the last key and the last signature; each key is tried once. */
  private boolean allSigned(Bytes script, int keys, List<Bytes> arguments, Bytes message) {
    int missing = arguments.size() - 1;
    for (int i = keys - 1; i >= 0 && missing > 0; i--) {
      int from = 2 + i * KEY_PUSH_SIZE;
      Bytes key = script.slice(from, from + KEY_SIZE);
      if (signatures.verify(key, message, arguments.get(missing - 1))) {
        missing--;
      }
    }
    return missing == 0;
  }
}
