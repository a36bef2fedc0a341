package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * One decoded instruction (spec/02 §3).
 *
 * @param offset of its first byte in the program
 * @param code its first byte, 0…255
 * @param length in bytes
 * @param data what it pushes, or the four bytes of a jump's target, else empty
 */
public record Instruction(int offset, int code, int length, Bytes data) {
  static final int LAST_DATA = 0x4b;
  static final int PUSHDATA1 = 0x4c;
  static final int PUSHDATA2 = 0x4d;
  static final int PUSHDATA4 = 0x4e;
  static final int FIRST_INTEGER = 0x51;
  static final int LAST_INTEGER = 0x60;
  static final int JUMP = 0x63;
  static final int JUMPIF = 0x64;

  private static final long MAX_UINT32 = 0xffffffffL;

  /** Whether it pushes a constant other than 1NEGATE's. */
  public boolean isPush() {
    return code <= PUSHDATA4 || (code >= FIRST_INTEGER && code <= LAST_INTEGER);
  }

  /** Whether it is JUMP or JUMPIF. */
  public boolean isJump() {
    return code == JUMP || code == JUMPIF;
  }

  /** The jump's target, 0…2^32-1. */
  public long target() {
    return le(data, 0, 4);
  }

  /** Decodes the instruction at an offset below the program's length. */
  static Instruction at(Bytes program, int offset) throws VmException {
    int end = end(program, offset);
    int code = program.unsigned(offset);
    return new Instruction(offset, code, end - offset, data(program, offset, end));
  }

  /**
   * All instructions of a program from its first byte to its end.
   *
   * @throws VmException {@link VmError#SHORT_PROGRAM} or {@link VmError#OVERFLOW} if it does not
   *     decode
   */
  public static List<Instruction> parse(Bytes program) throws VmException {
    List<Instruction> instructions = new ArrayList<>();
    for (int pc = 0; pc < program.length(); ) {
      Instruction instruction = at(program, pc);
      instructions.add(instruction);
      pc += instruction.length;
    }
    return instructions;
  }

  /** Where the instruction at {@code pc} ends. */
  static int end(Bytes program, int pc) throws VmException {
    int code = program.unsigned(pc);
    long size = 1;
    if (code <= LAST_DATA) {
      size = 1L + code;
    } else if (code <= PUSHDATA4) {
      size = pushdataSize(program, pc, code);
    } else if (code == JUMP || code == JUMPIF) {
      size = 5;
    }
    if (size > program.length() - pc) {
      throw VmError.SHORT_PROGRAM.exception();
    }
    return (int) (pc + size);
  }

  private static long pushdataSize(Bytes program, int pc, int code) throws VmException {
    int head = headSize(code);
    if (program.length() - pc < head) {
      throw VmError.SHORT_PROGRAM.exception();
    }
    long size = head + le(program, pc + 1, head - 1);
    if (pc + size > MAX_UINT32) {
      throw VmError.OVERFLOW.exception();
    }
    return size;
  }

  /** Bytes before the data. */
  private static int headSize(int code) {
    return switch (code) {
      case PUSHDATA1 -> 2;
      case PUSHDATA2 -> 3;
      case PUSHDATA4 -> 5;
      default -> 1;
    };
  }

  /** What the instruction from {@code pc} to {@code end} carries; a view. */
  static Bytes data(Bytes program, int pc, int end) {
    int code = program.unsigned(pc);
    if (code >= FIRST_INTEGER && code <= LAST_INTEGER) {
      return VmInteger.encode(code - FIRST_INTEGER + 1);
    }
    int from = pc + headSize(code);
    return from == end ? Bytes.EMPTY : program.slice(from, end);
  }

  static long le(Bytes bytes, int from, int count) {
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = (value << 8) | bytes.unsigned(from + i);
    }
    return value;
  }
}
