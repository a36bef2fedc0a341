package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.chain.ChainSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes a chain's state to a file. */
@Command(
    name = "create",
    description = {
      "Write the state of a chain at its tip to a file: headers, unspent outputs, no blocks.",
      "The printed digest tells others what they load. No node may be running on the data"
          + " directory."
    },
    footer = {"%nExamples:", "  bystack db snapshot create main.snapshot --network solonet"})
final class DbSnapshotCreateCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private ChainSelection selection;

  @Parameters(paramLabel = "FILE", description = "The file to write; it must not exist.")
  private Path path;

  DbSnapshotCreateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() throws IOException {
    if (Files.exists(path)) {
      throw CommandException.usage("cannot write " + path, "it exists", "Choose another name.");
    }
    try (ChainOpener opener = new ChainOpener(ProofSource.NONE);
        OpenChain chain = opener.open(selection.select())) {
      ChainSnapshot made = ChainSnapshot.create(chain.engine(), path, rows -> {});
      ObjectNode result = describe(made);
      result.put("file", path.toString());
      result.put("bytes", Files.size(path));
      terminal.print(result);
      return ExitCode.DONE;
    }
  }

  static ObjectNode describe(ChainSnapshot snapshot) {
    ObjectNode node = Json.object();
    node.put("height", snapshot.height());
    node.put("block_hash", snapshot.block().toString());
    node.put("digest", snapshot.digest().toString());
    node.put("utxo_count", snapshot.utxos().count());
    node.put("utxo_digest", snapshot.utxos().digest().toString());
    return node;
  }
}
