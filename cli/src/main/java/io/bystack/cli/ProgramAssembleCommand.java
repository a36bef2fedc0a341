package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.vm.Assembler;
import io.bystack.core.vm.ProgramTextException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Turns program text into bytes. */
@Command(
    name = "asm",
    description = "Assemble program text into hexadecimal bytes.",
    footer = {
      "%nExamples:",
      "  bystack tx program asm \"2 3 ADD 5 NUMEQUAL\"",
      "  bystack tx program asm --file contract.txt --chain side"
    })
final class ProgramAssembleCommand implements Callable<ExitCode> {
  private final Terminal terminal;
  @Mixin private Input input;
  @Mixin private ChainOption chain;

  ProgramAssembleCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    String text = input.text(terminal.in());
    try {
      Bytes program = Assembler.assemble(chain.orMain().instructions(), text);
      if (terminal.format() == OutputFormat.TABLE) {
        terminal.out().println(program.toHex());
      } else {
        ObjectNode document = Json.object();
        document.put("program", program.toHex());
        document.put("size", program.length());
        terminal.print(document);
      }
      return ExitCode.DONE;
    } catch (ProgramTextException e) {
      throw CommandException.usage(
          "the text does not assemble", e.getMessage() + ", at character " + (e.offset() + 1), "");
    }
  }
}
