package io.bystack.core.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.Ed25519;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutionTest {
  private static final VirtualMachine MACHINE =
      new VirtualMachine(InstructionSet.BASE, TestContext::signedByFirstByte);

  private static Execution run(String text, long limit, Optional<ExecutionTrace> trace)
      throws ProgramTextException {
    Bytes program = Assembler.assemble(InstructionSet.BASE, text);
    VirtualMachine.Call call = new VirtualMachine.Call(1, program, List.of());
    return MACHINE.run(call, new TestContext(true), limit, trace);
  }

  @Test
  void predicatesNestAsDeepAsGasAllows() throws ProgramTextException {
    String body = "DUP 1 SWAP 0 CHECKPREDICATE";
    String program = "0x" + Assembler.assemble(InstructionSet.BASE, body).toHex() + " " + body;
    int[] deepest = {0};
    Execution execution =
        run(
            program,
            10_000_000,
            Optional.of((e, op, d) -> deepest[0] = Math.max(deepest[0], e.depth())));
    assertThat(deepest[0]).isGreaterThan(20_000);
    assertThat(execution.gasLeft()).isPositive();
  }

  @Test
  void gasOfAKeySpendGoesAsWorkedOutByHand() {
    Bytes key = Bytes.fromHex("2152f8d19b791d24453242e15f2eab6cb7cffa7b6a5ed30097960e069881db12");
    Bytes program = StandardPrograms.executed(StandardPrograms.payToKey(key));
    List<Long> gas = new ArrayList<>();
    Execution execution =
        new VirtualMachine(InstructionSet.BASE, (k, m, s) -> true)
            .run(
                new VirtualMachine.Call(1, program, List.of(Bytes.wrap(new byte[64]), key)),
                new TestContext(true),
                10_000,
                Optional.of((e, op, d) -> gas.add(e.gasLeft())));
    assertThat(program.toHex()).isEqualTo("76ab14350db33ee56425137f6e58cf12cf9ef793fb8eab88ae7cac");
    assertThat(gas).containsExactly(9_888L, 9_847L, 9_763L, 9_734L, 9_769L, 9_473L, 9_472L);
    assertThat(execution.gasLeft()).isEqualTo(8_591);
    assertThat(execution.dataStack()).containsExactly(VmInteger.TRUE);
  }

  @Test
  void concatenationLeavesItsOperandsAlone() throws ProgramTextException {
    Execution execution = run("0x616263646566 DUP 2 LEFT 'XY' CAT", 10_000, Optional.empty());
    assertThat(execution.dataStack()).containsExactly(Bytes.utf8("abcdef"), Bytes.utf8("abXY"));
  }

  @Test
  void trueStaysTrueAfterAnAttemptToOverwriteIt() throws ProgramTextException {
    assertThat(run("1 1 NUMEQUAL 0 LEFT 0x00 CAT", 10_000, Optional.empty()).error())
        .contains(VmError.FALSE_VM_RESULT);
    assertThat(run("1 1 NUMEQUAL", 10_000, Optional.empty()).succeeded()).isTrue();
  }

  @Test
  void failureTextShowsProgramAndArguments() {
    VirtualMachine.Call call =
        new VirtualMachine.Call(1, Bytes.fromHex("51"), List.of(Bytes.of(1), Bytes.of(2)));
    assertThat(new FailureText(VmError.RETURN, call, InstructionSet.BASE).toString())
        .isEqualTo("RETURN executed [prog 51 = 0x01; args 01 02]: RETURN executed");
    VirtualMachine.Call broken = new VirtualMachine.Call(1, Bytes.fromHex("02"), List.of());
    assertThat(new FailureText(VmError.RETURN, broken, InstructionSet.BASE).toString())
        .contains("[prog 02 = ???; args ]");
  }

  @Test
  void realSignaturesAreJudgedByTheLedgersRule() {
    VirtualMachine machine = new VirtualMachine(InstructionSet.BASE, Ed25519.verifier()::verify);
    Bytes key = Bytes.of(1).concat(Bytes.wrap(new byte[31]));
    Bytes neutral = Bytes.of(1).concat(Bytes.wrap(new byte[63]));
    VirtualMachine.Call call =
        new VirtualMachine.Call(
            1, Bytes.of(Opcode.CHECKSIG.code()), List.of(neutral, TestContext.SIG_HASH, key));
    assertThat(machine.run(call, new TestContext(true), 10_000).succeeded()).isTrue();
  }
}
