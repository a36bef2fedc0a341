package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.vm.BareContext;
import io.bystack.core.vm.Execution;
import io.bystack.core.vm.VirtualMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a program outside of any transaction. */
@Command(
    name = "run",
    description = {
      "Run a program and show its verdict, gas and stacks.",
      "It runs for no transaction: instructions that ask for one fail with a wrong context."
    },
    footer = {
      "%nExamples:",
      "  bystack tx program run 525393559c --trace",
      "  bystack tx program run --arg 02 --arg 03 93559c --gas 1000"
    })
final class ProgramRunCommand implements Callable<ExitCode> {
  private final Terminal terminal;
  @Mixin private Input input;
  @Mixin private ChainOption chain;

  @Option(
      names = "--arg",
      paramLabel = "HEX",
      description = "An argument, pushed before the run; the last one given ends on top.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--gas",
      paramLabel = "UNITS",
      defaultValue = "100000",
      description = "The gas limit; default ${DEFAULT-VALUE}.")
  private long gas;

  @Option(names = "--height", paramLabel = "N", description = "What BLOCKHEIGHT gives.")
  private OptionalLong height = OptionalLong.empty();

  @Option(names = "--sighash", paramLabel = "HEX", description = "What TXSIGHASH gives; 32 bytes.")
  private Optional<String> sigHash = Optional.empty();

  @Option(names = "--trace", description = "Show every step with the stack before it.")
  private boolean traced;

  ProgramRunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    if (gas < 0) {
      throw CommandException.usage("--gas must not be negative", "it is " + gas, "");
    }
    Bytes program = Bytes.wrap(input.hex(terminal.in()));
    List<Bytes> given = arguments.stream().map(a -> Bytes.wrap(HexText.parse(a))).toList();
    VirtualMachine machine =
        new VirtualMachine(
            chain.orMain().instructions(),
            (key, message, signature) ->
                signature.length() == 64
                    && Ed25519.verifier()
                        .verify(key.toArray(), message.toArray(), signature.toArray()));
    List<ObjectNode> steps = new ArrayList<>();
    Execution execution =
        machine.run(
            new VirtualMachine.Call(VirtualMachine.VERSION, program, given),
            new BareContext(height, sigHash.map(ProgramRunCommand::hash)),
            gas,
            traced
                ? Optional.of((run, opcode, data) -> steps.add(step(run, opcode, data)))
                : Optional.empty());
    print(execution, steps);
    return execution.succeeded() ? ExitCode.DONE : ExitCode.DIFFERENCE;
  }

  private static Hash hash(String hex) {
    byte[] bytes = HexText.parse(hex);
    if (bytes.length != Hash.SIZE) {
      throw CommandException.usage(
          "--sighash must be " + Hash.SIZE + " bytes", "it has " + bytes.length, "");
    }
    return Hash.of(bytes);
  }

  private ObjectNode step(Execution run, int opcode, Bytes data) {
    ObjectNode step = Json.object();
    step.put("depth", run.depth());
    step.put("pc", run.programCounter());
    String name = chain.orMain().instructions().nameOf(opcode);
    step.put("instruction", data.isEmpty() ? name : name + " " + data.toHex());
    step.put("gas_left", run.gasLeft());
    step.set("stack", stack(run.dataStack()));
    return step;
  }

  private void print(Execution execution, List<ObjectNode> steps) {
    if (terminal.format() == OutputFormat.TABLE && traced) {
      terminal.print(List.of("depth", "pc", "instruction", "gas_left", "stack"), steps);
      terminal.out().println();
    }
    ObjectNode document = Json.object();
    document.put("verdict", execution.succeeded() ? "true" : "failed");
    execution
        .error()
        .ifPresent(error -> {
          document.put("error", error.errorName());
          document.put("error_text", error.text());
        });
    document.put("gas_used", gas - execution.gasLeft());
    document.put("gas_left", execution.gasLeft());
    document.set("data_stack", stack(execution.dataStack()));
    document.set("alt_stack", stack(execution.altStack()));
    if (terminal.format() != OutputFormat.TABLE && traced) {
      document.set("trace", Json.array(steps));
    }
    terminal.print(document);
  }

  private static ArrayNode stack(List<Bytes> items) {
    ArrayNode node = Json.array(List.of());
    items.forEach(item -> node.add(item.toHex()));
    return node;
  }
}
