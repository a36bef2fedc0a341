package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.ChainSelection.Selected;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.ChainProtocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes blocks from a file, checking each as if a peer had sent it. */
@Command(
    name = "import",
    description = {
      "Take blocks from a file into a chain, each fully checked.",
      "The file is an export, or has a block in hexadecimal a line, or a JSON object with its raw"
          + " block a line; compressed with gzip or not. Blocks that are stored already are passed"
          + " over, so an interrupted import goes on when it is run again. No node may be running"
          + " on the data directory."
    },
    footer = {
      "%nExamples:",
      "  bystack chain import main.blocks --data-dir /var/lib/bystack",
      "  bystack chain import chain.jsonl.gz --network solonet"
    })
final class ChainImportCommand implements Callable<ExitCode> {
  private final Terminal terminal;
  private final ProofSource proofs;

  @Mixin private ChainSelection selection;

  @Parameters(paramLabel = "FILE", description = "The file of blocks, lowest first.")
  private Path path;

  ChainImportCommand(Terminal terminal, ProofSource proofs) {
    this.terminal = terminal;
    this.proofs = proofs;
  }

  @Override
  public ExitCode call() throws IOException {
    try (BlockFile file = BlockFile.open(path);
        Interrupt interrupt = Interrupt.listen();
        ChainOpener opener = new ChainOpener(proofs)) {
      Selected selected = selection.select(file.hint());
      ChainProtocol protocol = opener.protocol(selected);
      requireGenesis(file, protocol.parameters().genesis().hash());
      try (OpenChain chain = opener.openOrMake(protocol, selected.folder())) {
        keepFederation(selected);
        return run(file, chain, interrupt, selected);
      }
    }
  }

  private static void requireGenesis(BlockFile file, Hash genesis) {
    if (file.genesis().isPresent() && !file.genesis().get().equals(genesis)) {
      throw CommandException.usage(
          "the file is of another chain",
          "its genesis block is " + file.genesis().get() + ", this chain's is " + genesis,
          "Check --network and --federation.");
    }
  }

  /** So that commands to come know the chain by its data directory alone. */
  private static void keepFederation(Selected selected) throws IOException {
    if (selected.federation().isPresent() && !Files.exists(selected.federationFile())) {
      Files.createDirectories(selected.federationFile().getParent());
      selected.federation().get().write(selected.federationFile());
    }
  }

  private ExitCode run(BlockFile file, OpenChain chain, Interrupt interrupt, Selected selected) {
    BlockIntake intake = new BlockIntake(file, chain, interrupt, terminal);
    BlockIntake.Summary summary;
    try (Progress progress = Progress.start(terminal, "import", file.size())) {
      summary = chain.call(() -> intake.run(progress));
    }
    chain.store().sync();
    ObjectNode result = Json.object();
    result.put("chain", selected.chain().label());
    result.put("network", selected.network());
    result.put("imported", summary.imported());
    result.put("known_before", summary.known());
    result.put("height", chain.engine().best().height());
    result.put("best_block_hash", chain.engine().best().hash().toString());
    result.put("seconds", Math.round(summary.seconds() * 100) / 100.0);
    result.put("blocks_per_second", Math.round(10 * summary.imported() / summary.seconds()) / 10.0);
    terminal.print(result);
    if (summary.stopped()) {
      terminal.err().println("bystack: stopped; the same command goes on where it was");
      return ExitCode.FAILED;
    }
    return ExitCode.DONE;
  }
}
