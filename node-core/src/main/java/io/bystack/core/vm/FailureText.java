package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;
import java.util.stream.Collectors;

/**
 * A failed run in the long form clients see (spec/02 §1.5). The text is built only when somebody
 * asks for it, since failing programs cost their sender next to nothing.
 */
public record FailureText(VmError error, VirtualMachine.Call call, InstructionSet instructions) {
  @Override
  public String toString() {
    String arguments = call.arguments().stream().map(Bytes::toHex).collect(Collectors.joining(" "));
    return error.text()
        + " [prog "
        + call.code().toHex()
        + " = "
        + disassembly()
        + "; args "
        + arguments
        + "]: "
        + error.text();
  }

  private String disassembly() {
    try {
      return Disassembler.disassemble(instructions, call.code());
    } catch (VmException e) {
      return "???";
    }
  }
}
