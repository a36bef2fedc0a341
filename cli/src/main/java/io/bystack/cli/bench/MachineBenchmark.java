package io.bystack.cli.bench;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.vm.BareContext;
import io.bystack.core.vm.Execution;
import io.bystack.core.vm.InstructionSet;
import io.bystack.core.vm.Opcode;
import io.bystack.core.vm.ProgramBuilder;
import io.bystack.core.vm.VirtualMachine;
import io.bystack.core.vm.VmError;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A loop of arithmetic in the virtual machine. */
@State(Scope.Thread)
public class MachineBenchmark {
  private static final int ROUNDS = 10_000;
  // DUP, push, ADD, push, SUB, DROP, 1SUB, DUP, JUMPIF
  private static final int INSTRUCTIONS_PER_ROUND = 9;

  /** Instructions of one run: the loop's, and one before it. */
  static final int INSTRUCTIONS = ROUNDS * INSTRUCTIONS_PER_ROUND + 1;

  private final VirtualMachine machine =
      new VirtualMachine(InstructionSet.BASE, (key, message, signature) -> false);
  private final Bytes program = loop();

  /** Counts down from {@link #ROUNDS}, computes with the counter each time, and leaves 0: false. */
  private static Bytes loop() {
    ProgramBuilder builder = new ProgramBuilder().push(ROUNDS);
    int start = builder.size();
    return builder
        .op(Opcode.DUP)
        .push(12_345)
        .op(Opcode.ADD)
        .push(7)
        .op(Opcode.SUB)
        .op(Opcode.DROP)
        .op(Opcode.ONE_SUB)
        .op(Opcode.DUP)
        .jump(Opcode.JUMPIF, start)
        .build();
  }

  /** Runs the loop once; an operation is one instruction. */
  @Benchmark
  @OperationsPerInvocation(INSTRUCTIONS)
  public long arithmeticLoop() {
    Execution run =
        machine.run(new VirtualMachine.Call(1, program, List.of()), BareContext.NOTHING, 1L << 40);
    if (run.error().orElse(null) != VmError.FALSE_VM_RESULT) {
      throw new IllegalStateException("the loop ended early: " + run.error());
    }
    return run.gasLeft();
  }
}
