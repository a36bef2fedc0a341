package io.bystack.core.vm;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;

/** Writes programs with the shortest pushes (spec/02 §5.1). Not thread-safe. */
public final class ProgramBuilder {
  private static final int MAX_SMALL_INTEGER = 16;

  private final ByteWriter out = new ByteWriter();

  /** Appends the bytes of one instruction without data. */
  public ProgramBuilder op(Opcode opcode) {
    return op(opcode.code());
  }

  ProgramBuilder op(int code) {
    out.u8(code);
    return this;
  }

  /** Appends a push of the bytes. */
  public ProgramBuilder push(Bytes data) {
    int length = data.length();
    if (length <= Instruction.LAST_DATA) {
      out.u8(length);
    } else if (length <= 0xff) {
      out.u8(Instruction.PUSHDATA1).u8(length);
    } else if (length <= 0xffff) {
      out.u8(Instruction.PUSHDATA2);
      le(length, 2);
    } else {
      out.u8(Instruction.PUSHDATA4);
      le(length, 4);
    }
    out.raw(data);
    return this;
  }

  /** Appends a push of the number; -1 is pushed as eight bytes. */
  public ProgramBuilder push(long number) {
    return number >= 1 && number <= MAX_SMALL_INTEGER
        ? op(Instruction.FIRST_INTEGER - 1 + (int) number)
        : push(VmInteger.encode(number));
  }

  /** Appends JUMP or JUMPIF to an absolute offset, 0…2^32-1. */
  public ProgramBuilder jump(Opcode opcode, long target) {
    out.u8(opcode.code());
    le(target, 4);
    return this;
  }

  /** Appends the same instruction in its shortest form. */
  public ProgramBuilder copy(Instruction instruction) {
    return instruction.data().isEmpty() || !instruction.isPush()
        ? op(instruction.code())
        : push(instruction);
  }

  private ProgramBuilder push(Instruction instruction) {
    return instruction.code() >= Instruction.FIRST_INTEGER
        ? op(instruction.code())
        : push(instruction.data());
  }

  private void le(long value, int count) {
    for (int i = 0; i < count; i++) {
      out.u8((int) (value >>> (8 * i)));
    }
  }

  /** Bytes written so far. */
  public int size() {
    return out.size();
  }

  public Bytes build() {
    return out.toBytes();
  }

  /** The shortest instruction that pushes the bytes. */
  public static Bytes pushdata(Bytes data) {
    return new ProgramBuilder().push(data).build();
  }
}
