package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.ChainSelection.Selected;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.chain.UtxoDigest;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.store.TableStats;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a data directory holds of a chain. */
@Command(
    name = "info",
    description = {
      "Show what the data directory holds of a chain.",
      "No node may be running on the data directory."
    },
    footer = {
      "%nExamples:",
      "  bystack chain info --network solonet",
      "  bystack chain info --chain side --digest -o json"
    })
final class ChainInfoCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private ChainSelection selection;

  @Option(
      names = "--digest",
      description = "Count the unspent outputs and print their SHA3-256; reads them all.")
  private boolean digest;

  ChainInfoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    Selected selected = selection.select();
    try (ChainOpener opener = new ChainOpener(ProofSource.NONE);
        OpenChain chain = opener.open(selected)) {
      BlockRef best = chain.engine().best();
      ObjectNode node = Json.object();
      node.put("chain", selected.name());
      node.put("network", selected.network());
      node.put("folder", selected.folder().toString());
      node.put("genesis_hash", chain.engine().protocol().parameters().genesis().hash().toString());
      node.put("height", best.height());
      node.put("best_block_hash", best.hash().toString());
      node.put("best_block_time", selected.chain().time(best.timestamp()).toString());
      node.put("weight", best.weight());
      node.put("final_height", chain.engine().rules().finalHeight());
      node.put(
          "bytes_on_disk", chain.store().stats().stream().mapToLong(TableStats::bytesOnDisk).sum());
      if (digest) {
        UtxoDigest unspent = UtxoDigest.of(chain.store());
        node.put("utxo_count", unspent.count());
        node.put("utxo_digest", unspent.digest().toString());
      }
      terminal.print(node);
      return ExitCode.DONE;
    }
  }
}
