package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;

/** Watches a run step by step. */
@FunctionalInterface
public interface ExecutionTrace {
  /**
   * Called before an instruction is executed; what the execution shows is the state before it.
   *
   * @param opcode the instruction's byte
   * @param data what it pushes or the four bytes of its target, else empty
   */
  void beforeStep(Execution execution, int opcode, Bytes data);
}
