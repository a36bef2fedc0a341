package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.model.TxInput;
import io.bystack.core.vm.Assembler;
import io.bystack.core.vm.Instruction;
import io.bystack.core.vm.InstructionSet;
import io.bystack.core.vm.Opcode;
import io.bystack.core.vm.ProgramBuilder;
import io.bystack.core.vm.ProgramTextException;
import io.bystack.core.vm.StandardPrograms;
import io.bystack.core.vm.VmException;
import io.bystack.core.vm.VmInteger;
import java.util.List;
import java.util.Optional;

/**
 * An order of the exchange, locked by a P2WMC program: sells what it locks for {@code numerator /
 * denominator} units of another asset per unit (spec/02 §6.1, §6.6).
 *
 * @param requestedAsset 32 bytes
 * @param sellerProgram where the proceeds go; a standard program
 * @param sellerKey 32-byte public key that may cancel the order
 */
public record OrderContract(
    Bytes requestedAsset, long numerator, long denominator, Bytes sellerProgram, Bytes sellerKey) {
  private static final int MAX_VERSION_OPCODE = 0x60;
  private static final int DATA_32 = 0x20;
  private static final int INSTRUCTIONS = 6;
  private static final int CANCEL_ARGUMENTS = 3;
  private static final Bytes CANCEL_CLAUSE = Bytes.of(2);

  /** What is executed behind the pushes of the terms; jumps are relative to its first byte. */
  private static final List<Instruction> BODY =
      body(
          """
          7 ROLL TOALTSTACK 6 ROLL DUP 2 NUMEQUAL JUMPIF:$cancel JUMPIF:$full
          6 PICK 3 ROLL 3 ROLL MULFRACTION AMOUNT OVER 0 GREATERTHANOREQUAL 2 PICK ROT LESSTHAN
          BOOLAND VERIFY
          FROMALTSTACK DUP TOALTSTACK 6 ROLL 999 1000 MULFRACTION 3 ROLL 1 5 ROLL CHECKOUTPUT VERIFY
          FROMALTSTACK 1 ADD AMOUNT ROT SUB ASSET 1 4 ROLL CHECKOUTPUT JUMP:$end
          $full AMOUNT ROT 3 ROLL MULFRACTION 999 1000 MULFRACTION
          DUP 0 GREATERTHANOREQUAL VERIFY
          FROMALTSTACK SWAP ROT 1 4 ROLL CHECKOUTPUT JUMP:$end
          $cancel DROP 6 ROLL 6 ROLL TXSIGHASH SWAP CHECKSIG
          $end
          """);

  private static List<Instruction> body(String text) {
    try {
      return Instruction.parse(Assembler.assemble(InstructionSet.WITH_MULFRACTION, text));
    } catch (ProgramTextException | VmException e) {
      throw new IllegalStateException("the order program's text is wrong", e);
    }
  }

  /** The order a program locks; none if it is no P2WMC program. */
  public static Optional<OrderContract> of(Bytes program) {
    // All other programs of everyday use are shorter than an order's two 32-byte pushes.
    if (program.length() < 2 * (DATA_32 + 1)) {
      return Optional.empty();
    }
    try {
      return of(Instruction.parse(program));
    } catch (VmException e) {
      return Optional.empty();
    }
  }

  private static Optional<OrderContract> of(List<Instruction> parsed) throws VmException {
    boolean form =
        parsed.size() == INSTRUCTIONS
            && parsed.get(0).code() <= MAX_VERSION_OPCODE
            && parsed.get(1).code() == DATA_32
            && parsed.get(2).isPush()
            && parsed.get(3).isPush()
            && parsed.get(4).isPush()
            && parsed.get(5).code() == DATA_32
            && StandardPrograms.isStandard(parsed.get(4).data());
    if (!form) {
      return Optional.empty();
    }
    return Optional.of(
        new OrderContract(
            parsed.get(1).data(),
            VmInteger.decode(parsed.get(2).data()),
            VmInteger.decode(parsed.get(3).data()),
            parsed.get(4).data(),
            parsed.get(5).data()));
  }

  /** The locking program, in its one canonical form. */
  public Bytes program() {
    return new ProgramBuilder()
        .push(Bytes.EMPTY)
        .push(requestedAsset)
        .push(numerator)
        .push(denominator)
        .push(sellerProgram)
        .push(sellerKey)
        .build();
  }

  /** What is executed to spend it. */
  public Bytes executed() {
    ProgramBuilder out =
        new ProgramBuilder()
            .push(sellerKey)
            .push(program())
            .push(sellerProgram)
            .push(denominator)
            .push(numerator)
            .push(requestedAsset);
    int base = out.size();
    for (Instruction instruction : BODY) {
      if (instruction.isJump()) {
        Opcode opcode = instruction.code() == Opcode.JUMP.code() ? Opcode.JUMP : Opcode.JUMPIF;
        out.jump(opcode, base + instruction.target());
      } else {
        out.copy(instruction);
      }
    }
    return out.build();
  }

  /** Whether an input spends an order and does anything but cancel it (spec/09 §7). */
  static boolean isTradedBy(TxInput input) {
    List<Bytes> arguments = input.arguments();
    boolean cancels =
        arguments.size() == CANCEL_ARGUMENTS && arguments.getLast().equals(CANCEL_CLAUSE);
    return !cancels && input.commitment().flatMap(spent -> of(spent.program().code())).isPresent();
  }

  /** As {@link StandardPrograms#executed}, orders included. */
  public static Bytes executed(Bytes program) {
    Bytes witness = StandardPrograms.executed(program);
    return witness.equals(program)
        ? of(program).map(OrderContract::executed).orElse(program)
        : witness;
  }
}
