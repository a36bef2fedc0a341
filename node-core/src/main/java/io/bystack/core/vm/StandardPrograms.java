package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Ripemd160;
import io.bystack.core.hash.Sha3;
import java.util.List;
import java.util.Optional;

/** The programs in common use: how they are written and recognized (spec/02 §6). */
public final class StandardPrograms {
  /** Succeeds for anybody: the program of coinbase outputs by default. */
  public static final Bytes TRUE = Bytes.of(0x51);

  private static final int FAIL = 0x6a;
  private static final int DATA_20 = 0x14;
  private static final int DATA_32 = 0x20;
  private static final int MAX_VERSION_OPCODE = 0x60;
  private static final Bytes P2WPKH_HEAD = Bytes.of(0x76, 0xab, DATA_20);
  private static final Bytes P2WPKH_TAIL = Bytes.of(0x88, 0xae, 0x7c, 0xac);
  private static final Bytes P2WSH_HEAD = Bytes.of(0x76, 0xaa, DATA_32);
  private static final Bytes P2WSH_TAIL =
      Bytes.of(0x88, 8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7c, 0x00, 0xc0);

  private StandardPrograms() {}

  /** Pays to a public key by its 20-byte hash: {@code 00 14 H}. */
  public static Bytes payToKeyHash(Bytes keyHash) {
    requireLength("key hash", keyHash, Ripemd160.SIZE);
    return Bytes.of(0, DATA_20).concat(keyHash);
  }

  /** Pays to a 32-byte public key: its RIPEMD-160 hash is in the program. */
  public static Bytes payToKey(Bytes publicKey) {
    requireLength("public key", publicKey, Hash.SIZE);
    return payToKeyHash(Ripemd160.hash(publicKey));
  }

  /** Pays to a script by its hash: {@code 00 20 H}. */
  public static Bytes payToScriptHash(Hash scriptHash) {
    return Bytes.of(0, DATA_32).concat(scriptHash.toBytes());
  }

  /** Pays to a script: its SHA3-256 hash is in the program. */
  public static Bytes payToScript(Bytes script) {
    return payToScriptHash(Sha3.sha3(script));
  }

  private static void requireLength(String what, Bytes bytes, int length) {
    if (bytes.length() != length) {
      throw new IllegalArgumentException(
          "a " + what + " has " + length + " bytes, given " + bytes.length());
    }
  }

  /**
   * The script that {@code quorum} of the 32-byte keys must sign for, in key order; also the usual
   * issuance program.
   *
   * @throws IllegalArgumentException unless 0 ≤ quorum ≤ number of keys, and quorum &gt; 0 with
   *     keys
   */
  public static Bytes multisig(List<Bytes> publicKeys, int quorum) {
    return multisig(publicKeys, quorum, 0);
  }

  /**
   * As {@link #multisig(List, int)}, usable only in blocks below a height; 0 for no limit.
   *
   * @throws IllegalArgumentException also if the height is negative
   */
  public static Bytes multisig(List<Bytes> publicKeys, int quorum, long belowHeight) {
    int keys = publicKeys.size();
    if (quorum < 0 || quorum > keys || (keys > 0 && quorum == 0)) {
      throw new IllegalArgumentException("a quorum of " + quorum + " of " + keys + " keys");
    }
    if (belowHeight < 0) {
      throw new IllegalArgumentException("block height " + belowHeight + " is negative");
    }
    ProgramBuilder program = new ProgramBuilder();
    if (belowHeight > 0) {
      program.push(belowHeight);
      program.op(Opcode.BLOCKHEIGHT).op(Opcode.GREATERTHAN).op(Opcode.VERIFY);
    }
    program.op(Opcode.TXSIGHASH);
    publicKeys.forEach(program::push);
    return program.push(quorum).push(keys).op(Opcode.CHECKMULTISIG).build();
  }

  /** Destroys what it locks; a comment, if not empty, is carried along. */
  public static Bytes retirement(Bytes comment) {
    ProgramBuilder program = new ProgramBuilder().op(Opcode.FAIL);
    return comment.isEmpty() ? program.build() : program.push(comment).build();
  }

  /** The height below which an issuance program can be used, as wallets show it; 0 for none. */
  public static long heightLimit(Bytes program) {
    try {
      List<Instruction> parsed = Instruction.parse(program);
      boolean limited =
          parsed.size() >= 4
              && parsed.get(0).isPush()
              && parsed.get(1).code() == Opcode.BLOCKHEIGHT.code()
              && parsed.get(2).code() == Opcode.GREATERTHAN.code()
              && parsed.get(3).code() == Opcode.VERIFY.code();
      return limited ? VmInteger.decode(parsed.get(0).data()) : 0;
    } catch (VmException e) {
      return 0;
    }
  }

  /** Exactly two instructions, the first up to byte 60, the second DATA_20. */
  public static boolean isP2wpkh(Bytes program) {
    return isWitnessForm(program, DATA_20);
  }

  /** Exactly two instructions, the first up to byte 60, the second DATA_32. */
  public static boolean isP2wsh(Bytes program) {
    return isWitnessForm(program, DATA_32);
  }

  private static boolean isWitnessForm(Bytes program, int push) {
    // The last instruction takes push + 1 bytes, so its place is known without decoding all.
    int second = program.length() - push - 1;
    if (second < 1
        || program.unsigned(second) != push
        || program.unsigned(0) > MAX_VERSION_OPCODE) {
      return false;
    }
    try {
      return Instruction.end(program, 0) == second;
    } catch (VmException e) {
      return false;
    }
  }

  /** Exactly the one instruction 1 or FAIL. */
  public static boolean isStraightforward(Bytes program) {
    return program.length() == 1 && (program.at(0) == TRUE.at(0) || program.at(0) == FAIL);
  }

  /** A form that main-chain coins may be locked with ("P2W script"). */
  public static boolean isStandard(Bytes program) {
    return isP2wpkh(program) || isP2wsh(program) || isStraightforward(program);
  }

  /** The 20-byte key hash, if this is a P2WPKH program that is converted: its first byte is 00. */
  public static Optional<Bytes> keyHash(Bytes program) {
    return isVersionZero(program) && isP2wpkh(program)
        ? Optional.of(program.slice(2, program.length()))
        : Optional.empty();
  }

  /**
   * The 32-byte script hash, if this is a P2WSH program that is converted: its first byte is 00.
   */
  public static Optional<Bytes> scriptHash(Bytes program) {
    return isVersionZero(program) && isP2wsh(program)
        ? Optional.of(program.slice(2, program.length()))
        : Optional.empty();
  }

  private static boolean isVersionZero(Bytes program) {
    return !program.isEmpty() && program.at(0) == 0;
  }

  /** What is executed for a program: P2WPKH and P2WSH are expanded, others run as they are. */
  public static Bytes executed(Bytes program) {
    Optional<Bytes> keyHash = keyHash(program);
    if (keyHash.isPresent()) {
      return P2WPKH_HEAD.concat(keyHash.get()).concat(P2WPKH_TAIL);
    }
    return scriptHash(program)
        .map(hash -> P2WSH_HEAD.concat(hash).concat(P2WSH_TAIL))
        .orElse(program);
  }
}
