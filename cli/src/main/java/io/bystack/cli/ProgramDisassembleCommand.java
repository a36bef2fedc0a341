package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.vm.Disassembler;
import io.bystack.core.vm.VmException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Turns a program's bytes into text. */
@Command(
    name = "disasm",
    description = "Disassemble a program.",
    footer = {
      "%nExamples:",
      "  bystack tx program disasm 525393559c",
      "  bystack tx program disasm --file program.hex --chain side -o json"
    })
final class ProgramDisassembleCommand implements Callable<ExitCode> {
  private final Terminal terminal;
  @Mixin private Input input;
  @Mixin private ChainOption chain;

  ProgramDisassembleCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    Bytes program = Bytes.wrap(input.hex(terminal.in()));
    String text = disassemble(program);
    if (terminal.format() == OutputFormat.TABLE) {
      terminal.out().println(text);
    } else {
      ObjectNode document = Json.object();
      document.put("program", program.toHex());
      document.put("text", text);
      terminal.print(document);
    }
    return ExitCode.DONE;
  }

  private String disassemble(Bytes program) {
    try {
      return Disassembler.disassemble(chain.orMain().instructions(), program);
    } catch (VmException e) {
      throw CommandException.usage("the bytes are not a program", e.getMessage(), "");
    }
  }
}
