package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;

/** Moving, copying and dropping stack items (spec/02 §4.3). */
final class StackOps {
  private StackOps() {}

  static void toAlt(Execution run) throws VmException {
    run.data().requireDepth(1);
    run.alt().push(run.data().pop());
  }

  static void fromAlt(Execution run) throws VmException {
    if (run.alt().size() == 0) {
      throw VmError.ALT_STACK_UNDERFLOW.exception();
    }
    run.data().push(run.alt().pop());
  }

  static void drop(Execution run) throws VmException {
    run.pop();
  }

  static void drop2(Execution run) throws VmException {
    run.pop();
    run.pop();
  }

  static void dup(Execution run) throws VmException {
    copy(run, 1, 1);
  }

  static void dup2(Execution run) throws VmException {
    copy(run, 2, 2);
  }

  static void dup3(Execution run) throws VmException {
    copy(run, 3, 3);
  }

  static void over(Execution run) throws VmException {
    copy(run, 2, 1);
  }

  static void over2(Execution run) throws VmException {
    copy(run, 4, 2);
  }

  /** Pushes {@code count} times what is then at the depth: copies in their old order. */
  private static void copy(Execution run, int depth, int count) throws VmException {
    run.data().requireDepth(depth);
    for (int i = 0; i < count; i++) {
      run.push(run.data().at(depth));
    }
  }

  static void rot(Execution run) throws VmException {
    raise(run, 3, 1);
  }

  static void rot2(Execution run) throws VmException {
    raise(run, 6, 2);
  }

  static void swap(Execution run) throws VmException {
    raise(run, 2, 1);
  }

  static void swap2(Execution run) throws VmException {
    raise(run, 4, 2);
  }

  private static void raise(Execution run, int depth, int count) throws VmException {
    run.data().requireDepth(depth);
    for (int i = 0; i < count; i++) {
      run.data().raise(depth);
    }
  }

  static void ifDup(Execution run) throws VmException {
    run.data().requireDepth(1);
    if (VmInteger.isTrue(run.data().top())) {
      run.push(run.data().top());
    }
  }

  static void depth(Execution run) throws VmException {
    run.push(VmInteger.encode(run.data().size()));
  }

  /** With one item only, that item is gone without a refund. */
  static void nip(Execution run) throws VmException {
    run.data().requireDepth(1);
    Bytes top = run.data().pop();
    run.pop();
    run.data().push(top);
  }

  /** If the gas for the copy is missing, both items are gone. */
  static void tuck(Execution run) throws VmException {
    run.data().requireDepth(2);
    Bytes top = run.data().pop();
    Bytes second = run.data().pop();
    run.push(top);
    run.data().push(second);
    run.data().push(top);
  }

  static void pick(Execution run) throws VmException {
    run.push(run.data().at(popDepth(run)));
  }

  static void roll(Execution run) throws VmException {
    run.data().raise(popDepth(run));
  }

  private static int popDepth(Execution run) throws VmException {
    long n = VmInteger.decode(run.pop());
    if (n < 0 || n == Long.MAX_VALUE) {
      throw VmError.BAD_VALUE.exception();
    }
    run.data().requireDepth(n + 1);
    return (int) n + 1;
  }
}
