package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.util.Optional;
import java.util.OptionalLong;

/** What programs learn about their transaction (spec/02 §4.8). */
final class ContextOps {
  private ContextOps() {}

  private static Bytes present(Optional<Hash> value) throws VmException {
    if (value.isEmpty()) {
      throw VmError.CONTEXT.exception();
    }
    return value.get().toBytes();
  }

  private static void pushPresent(Execution run, OptionalLong value) throws VmException {
    if (value.isEmpty()) {
      throw VmError.CONTEXT.exception();
    }
    run.pushDeferred(value.getAsLong());
  }

  /** Unlike the other values here it is paid for at once. */
  static void sigHash(Execution run) throws VmException {
    run.push(present(run.context().sigHash()));
  }

  static void asset(Execution run) throws VmException {
    run.pushDeferred(present(run.context().assetId()));
  }

  static void amount(Execution run) throws VmException {
    pushPresent(run, run.context().amount());
  }

  static void index(Execution run) throws VmException {
    pushPresent(run, run.context().inputIndex());
  }

  static void blockHeight(Execution run) throws VmException {
    pushPresent(run, run.context().blockHeight());
  }

  static void program(Execution run) {
    run.pushDeferred(run.topCode());
  }

  static void entryId(Execution run) {
    run.pushDeferred(run.context().entryId());
  }

  static void outputId(Execution run) throws VmException {
    run.pushDeferred(present(run.context().spentOutputId()));
  }

  static void checkOutput(Execution run) throws VmException {
    Bytes program = run.popDeferred();
    long vmVersion = run.popCountDeferred();
    Bytes assetId = run.popDeferred();
    long amount = run.popCountDeferred();
    long index = run.popCountDeferred();
    run.pushDeferred(
        run.context()
            .hasOutput(
                new ExecutionContext.OutputQuery(
                    index, amount, assetId, vmVersion, program, run.reserved())));
  }
}
