package io.bystack.core.validation;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.model.Program;
import io.bystack.core.vm.Execution;
import io.bystack.core.vm.ExecutionContext;
import io.bystack.core.vm.FailureText;
import io.bystack.core.vm.ProgramConversion;
import io.bystack.core.vm.StandardSpends;
import io.bystack.core.vm.VirtualMachine;
import io.bystack.core.vm.VmError;
import java.util.List;
import java.util.Optional;

/**
 * Runs an input's program: the standard forms natively, all others on the machine after conversion.
 * Both ways give the same result.
 */
public final class ProgramRunner {
  /** The program that did not succeed. */
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final VmError error;
    private final transient FailureText text;

    Failure(VmError error, FailureText text) {
      super(null, null, false, false);
      this.error = error;
      this.text = text;
    }

    TxException at(int input) {
      return new TxException(new TxError.ProgramFailed(error, input, text));
    }
  }

  private final VirtualMachine machine;
  private final ProgramConversion conversion;
  private final StandardSpends standard;

  public ProgramRunner(VirtualMachine machine, ProgramConversion conversion) {
    this.machine = machine;
    this.conversion = conversion;
    this.standard = new StandardSpends(machine.signatures());
  }

  /** Runs a program as written in the ledger; returns the gas that is left. */
  long run(Program program, List<Bytes> arguments, ExecutionContext context, long gasLimit)
      throws Failure {
    if (program.vmVersion() == VirtualMachine.VERSION) {
      Optional<StandardSpends.Outcome> outcome =
          standard.judge(program.code(), arguments, context, gasLimit);
      if (outcome.isPresent()) {
        throwIfFailed(outcome.get().failure(), program, arguments);
        return gasLimit - outcome.get().gasUsed();
      }
    }
    Execution execution = machine.run(call(program, arguments), context, gasLimit);
    throwIfFailed(execution.error(), program, arguments);
    return execution.gasLeft();
  }

  private VirtualMachine.Call call(Program program, List<Bytes> arguments) {
    return new VirtualMachine.Call(
        program.vmVersion(), conversion.executed(program.code()), arguments);
  }

  private void throwIfFailed(Optional<VmError> error, Program program, List<Bytes> arguments)
      throws Failure {
    if (error.isPresent()) {
      VirtualMachine.Call call = call(program, arguments);
      throw new Failure(error.get(), new FailureText(error.get(), call, machine.instructions()));
    }
  }
}
