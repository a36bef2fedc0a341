package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says whether a text is an address. */
@Command(
    name = "validate",
    description = "Say whether a text is an address of a known network. Ends with 8 if not.",
    footer = {
      "%nExamples:",
      "  bystack address validate bm1q…",
      "  bystack address validate -o json --file address.txt"
    })
final class AddressValidateCommand implements Callable<ExitCode> {
  private final Terminal terminal;
  @Mixin private Input input;

  AddressValidateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    String text = input.text(terminal.in());
    ObjectNode document = Json.object();
    document.put("address", text);
    ExitCode result = ExitCode.DONE;
    try {
      AddressDecodeCommand.decode(text);
      document.put("valid", true);
    } catch (CommandException e) {
      document.put("valid", false);
      document.put("why", e.why());
      result = ExitCode.DIFFERENCE;
    }
    terminal.print(document);
    return result;
  }
}
