package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.ChainSelection.Selected;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the branches beside the main chain. */
@Command(
    name = "forks",
    description = {
      "List the stored branches that are not on the main chain, by their last blocks.",
      "No node may be running on the data directory."
    },
    footer = {"%nExamples:", "  bystack chain forks --network solonet --depth 5000"})
final class ChainForksCommand implements Callable<ExitCode> {
  private static final List<String> COLUMNS =
      List.of("height", "hash", "fork_height", "blocks", "state");

  private final Terminal terminal;

  @Mixin private ChainSelection selection;

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Look so far below the tip (default: ${DEFAULT-VALUE}).")
  private long depth;

  ChainForksCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    Selected selected = selection.select();
    try (ChainOpener opener = new ChainOpener(ProofSource.NONE);
        OpenChain chain = opener.open(selected)) {
      terminal.print(COLUMNS, rows(chain.engine()));
      return ExitCode.DONE;
    }
  }

  private List<ObjectNode> rows(ChainEngine engine) {
    BlockTree tree = engine.tree();
    Set<Hash> parents = new HashSet<>();
    List<ObjectNode> rows = new ArrayList<>();
    for (long height = top(tree); height > Math.max(0, tree.best().height() - depth); height--) {
      for (BlockRef block : tree.atHeight(height)) {
        if (!parents.contains(block.hash()) && !tree.onMainChain(block)) {
          rows.add(row(engine, block));
        }
        parents.add(block.previous());
      }
    }
    return rows;
  }

  /** The highest stored block; side branches may be higher than the tip. */
  private static long top(BlockTree tree) {
    long height = tree.best().height();
    while (!tree.atHeight(height + 1).isEmpty()) {
      height++;
    }
    return height;
  }

  private static ObjectNode row(ChainEngine engine, BlockRef last) {
    boolean invalid = false;
    BlockRef at = last;
    while (!engine.tree().onMainChain(at)) {
      invalid |= engine.isKnownInvalid(at);
      at = engine.tree().parent(at).orElseThrow();
    }
    ObjectNode row = Json.object();
    row.put("height", last.height());
    row.put("hash", last.hash().toString());
    row.put("fork_height", at.height());
    row.put("blocks", last.height() - at.height());
    row.put("state", invalid ? "invalid" : "side");
    return row;
  }
}
