package io.bystack.core.vm;

import java.math.BigInteger;

/** Arithmetic and comparison of 64-bit numbers, and booleans (spec/02 §4.6). */
final class NumberOps {
  private NumberOps() {}

  private static VmException range() {
    return VmError.RANGE.exception();
  }

  static void add1(Execution run) throws VmException {
    run.pushDeferred(sum(run.popIntDeferred(), 1));
  }

  static void sub1(Execution run) throws VmException {
    run.pushDeferred(difference(run.popIntDeferred(), 1));
  }

  static void mul2(Execution run) throws VmException {
    long x = run.popIntDeferred();
    run.pushDeferred(sum(x, x));
  }

  static void div2(Execution run) throws VmException {
    run.pushDeferred(run.popIntDeferred() >> 1);
  }

  static void negate(Execution run) throws VmException {
    run.pushDeferred(difference(0, run.popIntDeferred()));
  }

  static void abs(Execution run) throws VmException {
    long x = run.popIntDeferred();
    run.pushDeferred(x < 0 ? difference(0, x) : x);
  }

  static void not(Execution run) throws VmException {
    run.pushDeferred(run.popIntDeferred() == 0);
  }

  static void notZero(Execution run) throws VmException {
    run.pushDeferred(run.popIntDeferred() != 0);
  }

  static void add(Execution run) throws VmException {
    long y = run.popIntDeferred();
    run.pushDeferred(sum(run.popIntDeferred(), y));
  }

  static void sub(Execution run) throws VmException {
    long y = run.popIntDeferred();
    run.pushDeferred(difference(run.popIntDeferred(), y));
  }

  private static long sum(long x, long y) throws VmException {
    long r = x + y;
    if (((x ^ r) & (y ^ r)) < 0) {
      throw range();
    }
    return r;
  }

  private static long difference(long x, long y) throws VmException {
    long r = x - y;
    if (((x ^ y) & (x ^ r)) < 0) {
      throw range();
    }
    return r;
  }

  static void mul(Execution run) throws VmException {
    long y = run.popIntDeferred();
    long x = run.popIntDeferred();
    long low = x * y;
    if (Math.multiplyHigh(x, y) != low >> 63) {
      throw range();
    }
    run.pushDeferred(low);
  }

  static void div(Execution run) throws VmException {
    long y = run.popIntDeferred();
    long x = run.popIntDeferred();
    requireDivisible(x, y);
    run.pushDeferred(x / y);
  }

  /** The sign follows the divisor. */
  static void mod(Execution run) throws VmException {
    long y = run.popIntDeferred();
    long x = run.popIntDeferred();
    requireDivisible(x, y);
    run.pushDeferred(Math.floorMod(x, y));
  }

  private static void requireDivisible(long x, long y) throws VmException {
    if (y == 0) {
      throw VmError.DIV_ZERO.exception();
    }
    if (x == Long.MIN_VALUE && y == -1) {
      throw range();
    }
  }

  /** The count is judged before the number is popped. */
  static void leftShift(Execution run) throws VmException {
    long count = run.popCountDeferred();
    long x = run.popIntDeferred();
    if (x == 0 || count == 0) {
      run.pushDeferred(x);
      return;
    }
    if (count >= Long.SIZE || x > Long.MAX_VALUE >> count || x < Long.MIN_VALUE >> count) {
      throw range();
    }
    run.pushDeferred(x << count);
  }

  /** The count is judged after the number is popped; counts of 64 and more leave only the sign. */
  static void rightShift(Execution run) throws VmException {
    long count = run.popIntDeferred();
    long x = run.popIntDeferred();
    if (count < 0) {
      throw VmError.BAD_VALUE.exception();
    }
    run.pushDeferred(x >> Math.min(count, Long.SIZE - 1));
  }

  static void and(Execution run) throws VmException {
    boolean second = VmInteger.isTrue(run.popDeferred());
    boolean first = VmInteger.isTrue(run.popDeferred());
    run.pushDeferred(first && second);
  }

  static void or(Execution run) throws VmException {
    boolean second = VmInteger.isTrue(run.popDeferred());
    boolean first = VmInteger.isTrue(run.popDeferred());
    run.pushDeferred(first || second);
  }

  static void equal(Execution run) throws VmException {
    long y = run.popIntDeferred();
    run.pushDeferred(run.popIntDeferred() == y);
  }

  static void equalVerify(Execution run) throws VmException {
    long y = run.popIntDeferred();
    ControlOps.require(run.popIntDeferred() == y);
  }

  static void notEqual(Execution run) throws VmException {
    long y = run.popIntDeferred();
    run.pushDeferred(run.popIntDeferred() != y);
  }

  static void less(Execution run) throws VmException {
    long y = run.popIntDeferred();
    run.pushDeferred(run.popIntDeferred() < y);
  }

  static void greater(Execution run) throws VmException {
    long y = run.popIntDeferred();
    run.pushDeferred(run.popIntDeferred() > y);
  }

  static void lessOrEqual(Execution run) throws VmException {
    long y = run.popIntDeferred();
    run.pushDeferred(run.popIntDeferred() <= y);
  }

  static void greaterOrEqual(Execution run) throws VmException {
    long y = run.popIntDeferred();
    run.pushDeferred(run.popIntDeferred() >= y);
  }

  static void min(Execution run) throws VmException {
    long y = run.popIntDeferred();
    run.pushDeferred(Math.min(run.popIntDeferred(), y));
  }

  static void max(Execution run) throws VmException {
    long y = run.popIntDeferred();
    run.pushDeferred(Math.max(run.popIntDeferred(), y));
  }

  static void within(Execution run) throws VmException {
    long max = run.popIntDeferred();
    long min = run.popIntDeferred();
    long x = run.popIntDeferred();
    run.pushDeferred(min <= x && x < max);
  }

  /**
   * x·y/z with an exact product, truncated toward zero; z is judged before the others are popped.
   */
  static void mulFraction(Execution run) throws VmException {
    long z = run.popIntDeferred();
    if (z == 0) {
      throw VmError.DIV_ZERO.exception();
    }
    long y = run.popIntDeferred();
    long x = run.popIntDeferred();
    BigInteger product = BigInteger.valueOf(x).multiply(BigInteger.valueOf(y));
    BigInteger quotient = product.divide(BigInteger.valueOf(z));
    if (quotient.bitLength() >= Long.SIZE) {
      throw range();
    }
    run.pushDeferred(quotient.longValue());
  }
}
