package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.crypto.Address;
import io.bystack.core.crypto.AddressException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what an address stands for. */
@Command(
    name = "decode",
    description = "Show what an address stands for: chain, network, program, and its twin.",
    footer = {
      "%nExamples:",
      "  bystack address decode sm1q9c0rjd2kv0q6…",
      "  echo vp1q… | bystack address decode -o json"
    })
final class AddressDecodeCommand implements Callable<ExitCode> {
  private final Terminal terminal;
  @Mixin private Input input;

  AddressDecodeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Decodes an address of any known network, or says what is wrong with it. */
  static Address decode(String text) {
    Optional<AddressPrefix> prefix = AddressPrefix.of(text);
    if (prefix.isEmpty()) {
      throw CommandException.usage(
          "this is not an address",
          "it begins with none of bm1, tm1, sm1 (main chain), vp1, tp1, sp1 (side chain)",
          "");
    }
    try {
      return Address.decode(prefix.get().text(), text);
    } catch (AddressException e) {
      throw CommandException.usage("this is not an address", e.getMessage(), "");
    }
  }

  @Override
  public ExitCode call() {
    Address address = decode(input.text(terminal.in()));
    AddressPrefix prefix = AddressPrefix.of(address.encode()).orElseThrow();
    ObjectNode document = Json.object();
    document.put("address", address.encode());
    document.put("chain", prefix.chain().label());
    document.put("network", prefix.network());
    document.put("pays_to", address.paysToKey() ? "key" : "script");
    document.put("hash", address.hash().toHex());
    document.put("control_program", address.program().toHex());
    document.put("twin", new Address(prefix.twin().text(), address.hash()).encode());
    terminal.print(document);
    return ExitCode.DONE;
  }
}
