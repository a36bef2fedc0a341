package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.ChainSelection.Selected;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.consensus.BlockRef;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the last block of a chain's data. */
@Command(
    name = "tip",
    description = {
      "Show the highest block of a chain.",
      "No node may be running on the data directory."
    },
    footer = {"%nExamples:", "  bystack chain tip --network solonet -o json"})
final class ChainTipCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private ChainSelection selection;

  ChainTipCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    Selected selected = selection.select();
    try (ChainOpener opener = new ChainOpener(ProofSource.NONE);
        OpenChain chain = opener.open(selected)) {
      BlockRef best = chain.engine().best();
      ObjectNode node = Json.object();
      node.put("height", best.height());
      node.put("hash", best.hash().toString());
      node.put("previous_block_hash", best.previous().toString());
      node.put("time", selected.chain().time(best.timestamp()).toString());
      terminal.print(node);
      return ExitCode.DONE;
    }
  }
}
