package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;

/** Jumps, VERIFY and predicates (spec/02 §4.2, §4.9). */
final class ControlOps {
  /** The part of CHECKPREDICATE's base cost that comes back at the end of the step. */
  private static final int PREDICATE_REFUND = 192;

  private ControlOps() {}

  static void jump(Execution run, int end) {
    run.jumpTo(target(run, end));
  }

  static void jumpIf(Execution run, int end) throws VmException {
    if (VmInteger.isTrue(run.popDeferred())) {
      run.jumpTo(target(run, end));
    }
  }

  private static long target(Execution run, int end) {
    return Instruction.le(run.code(), end - 4, 4);
  }

  static void verify(Execution run) throws VmException {
    require(VmInteger.isTrue(run.popDeferred()));
  }

  static void require(boolean condition) throws VmException {
    if (!condition) {
      throw VmError.VERIFY_FAILED.exception();
    }
  }

  static void checkPredicate(Execution run) throws VmException {
    run.defer(-PREDICATE_REFUND);
    long limit = run.popIntDeferred();
    Bytes program = run.popDeferred();
    long count = run.popIntDeferred();
    if (limit < 0) {
      throw VmError.BAD_VALUE.exception();
    }
    int depth = run.data().size();
    run.data().requireDepth(count);
    long granted = limit == 0 ? run.gasLeft() : limit;
    run.charge(granted);
    run.startPredicate(program, count < 0 ? depth : (int) count, granted);
  }
}
