package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeClient;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.model.BlockHeader;
import io.bystack.pow.ClassicHeader;
import io.bystack.pow.mining.WorkForms;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hands in a solved header. */
@Command(
    name = "submit",
    description = {
      "Hand in a header whose nonce proves its work; the node makes the block of it.",
      "Ends with 4 and the node's reason if it is stale or proves nothing."
    },
    footer = {
      "%nExamples:",
      "  bystack mine work submit 0101…",
      "  bystack mine work submit 0101… --nonce 8127"
    })
final class MineWorkSubmitCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private NodeOptions node;

  @Parameters(paramLabel = "HEADER", description = "The header in hex, as mine work get shows it.")
  private String header;

  @Option(
      names = "--nonce",
      paramLabel = "N",
      description = "Put this nonce into the header, a decimal number below 2^63.")
  private Optional<Long> nonce = Optional.empty();

  MineWorkSubmitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    ClassicHeader solved = nonce.map(n -> parsed().withNonce(checked(n))).orElseGet(this::parsed);
    NodeClient client = node.one(NodeOptions.MAIN_CHAIN);
    client.call("/submit-work", Json.object().put("block_header", solved.toHex()));
    ObjectNode result = Json.object();
    result.put("accepted", true);
    result.put("height", ((BlockHeader) solved).height());
    result.put("hash", solved.hash().toHex());
    terminal.print(result);
    return ExitCode.DONE;
  }

  private ClassicHeader parsed() {
    String hex = Bytes.wrap(HexText.parse(header)).toHex();
    try {
      return WorkForms.parseText(hex);
    } catch (DecodeException e) {
      throw CommandException.usage("this is no header of the main chain", e.getMessage(), "");
    }
  }

  private static long checked(long nonce) {
    if (nonce < 0) {
      throw CommandException.usage("--nonce is " + nonce, "0 to 2^63-1 is expected", "");
    }
    return nonce;
  }
}
