package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * Runs programs (spec/02 §1). Holds no state of a run, so one machine serves all threads.
 *
 * @param instructions the chain's instruction set
 * @param signatures judges CHECKSIG and CHECKMULTISIG
 */
public record VirtualMachine(InstructionSet instructions, SignatureVerifier signatures) {
  /** The only machine version there is. */
  public static final long VERSION = 1;

  /**
   * A program with its arguments.
   *
   * @param vmVersion version of the machine it is written for
   * @param code executed as it is: witness programs are converted before
   * @param arguments pushed in order before the run, the last one ends on top
   */
  public record Call(long vmVersion, Bytes code, List<Bytes> arguments) {}

  /** Runs a program with at most {@code gasLimit} gas; the outcome is in the returned execution. */
  public Execution run(Call call, ExecutionContext context, long gasLimit) {
    return run(call, context, gasLimit, Optional.empty());
  }

  /** As {@link #run(Call, ExecutionContext, long)} with someone watching each step. */
  public Execution run(
      Call call, ExecutionContext context, long gasLimit, Optional<ExecutionTrace> trace) {
    Execution execution = new Execution(new Execution.Scene(this, call, context, trace), gasLimit);
    execution.verify();
    return execution;
  }
}
