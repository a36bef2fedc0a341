package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;

/** Byte strings: joining, cutting, bitwise, equality (spec/02 §4.4, §4.5). Cuts are views. */
final class StringOps {
  private StringOps() {}

  static void cat(Execution run) throws VmException {
    Bytes second = run.popDeferred();
    Bytes first = run.popDeferred();
    chargeForStep(run, (long) first.length() + second.length());
    run.pushDeferred(first.concat(second));
  }

  static void catPushdata(Execution run) throws VmException {
    Bytes second = run.popDeferred();
    Bytes first = run.popDeferred();
    chargeForStep(run, (long) first.length() + second.length());
    run.pushDeferred(first.concat(ProgramBuilder.pushdata(second)));
  }

  /** Must be there during the step and comes back at its end. */
  private static void chargeForStep(Execution run, long amount) throws VmException {
    run.charge(amount);
    run.defer(-amount);
  }

  static void substr(Execution run) throws VmException {
    long size = popSize(run);
    long offset = run.popCountDeferred();
    Bytes string = run.popDeferred();
    if (offset > string.length() - size) {
      throw VmError.BAD_VALUE.exception();
    }
    run.pushDeferred(string.slice((int) offset, (int) (offset + size)));
  }

  static void left(Execution run) throws VmException {
    long size = popSize(run);
    Bytes string = popAtLeast(run, size);
    run.pushDeferred(string.slice(0, (int) size));
  }

  static void right(Execution run) throws VmException {
    long size = popSize(run);
    Bytes string = popAtLeast(run, size);
    run.pushDeferred(string.slice(string.length() - (int) size, string.length()));
  }

  private static long popSize(Execution run) throws VmException {
    long size = run.popCountDeferred();
    chargeForStep(run, size);
    return size;
  }

  private static Bytes popAtLeast(Execution run, long size) throws VmException {
    Bytes string = run.popDeferred();
    if (size > string.length()) {
      throw VmError.BAD_VALUE.exception();
    }
    return string;
  }

  static void size(Execution run) throws VmException {
    run.data().requireDepth(1);
    run.pushDeferred(run.data().top().length());
  }

  static void invert(Execution run) throws VmException {
    run.data().requireDepth(1);
    run.charge(run.data().top().length());
    byte[] bytes = run.data().top().toArray();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ~bytes[i];
    }
    run.data().setTop(Bytes.wrap(bytes));
  }

  /** The result is as long as the shorter operand. */
  static void and(Execution run) throws VmException {
    Bytes second = run.popDeferred();
    Bytes first = run.popDeferred();
    byte[] result = new byte[Math.min(first.length(), second.length())];
    run.charge(result.length);
    for (int i = 0; i < result.length; i++) {
      result[i] = (byte) (first.at(i) & second.at(i));
    }
    run.pushDeferred(Bytes.wrap(result));
  }

  static void or(Execution run) throws VmException {
    combine(run, (a, b) -> a | b);
  }

  static void xor(Execution run) throws VmException {
    combine(run, (a, b) -> a ^ b);
  }

  private interface BitwiseOperation {
    int apply(byte a, byte b);
  }

  /** The result is as long as the longer operand; the shorter one counts as continued by zeros. */
  private static void combine(Execution run, BitwiseOperation operation) throws VmException {
    Bytes second = run.popDeferred();
    Bytes first = run.popDeferred();
    byte[] result = new byte[Math.max(first.length(), second.length())];
    run.charge(result.length);
    for (int i = 0; i < result.length; i++) {
      result[i] = (byte) operation.apply(orZero(first, i), orZero(second, i));
    }
    run.pushDeferred(Bytes.wrap(result));
  }

  private static byte orZero(Bytes bytes, int index) {
    return index < bytes.length() ? bytes.at(index) : 0;
  }

  static void equal(Execution run) throws VmException {
    run.pushDeferred(popEqual(run));
  }

  static void equalVerify(Execution run) throws VmException {
    ControlOps.require(popEqual(run));
  }

  private static boolean popEqual(Execution run) throws VmException {
    Bytes second = run.popDeferred();
    Bytes first = run.popDeferred();
    run.charge(Math.min(first.length(), second.length()));
    return first.equals(second);
  }
}
