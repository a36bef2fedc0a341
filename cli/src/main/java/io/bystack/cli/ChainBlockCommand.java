package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.ChainSelection.Selected;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.StoredBlock;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.model.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows stored blocks. */
@Command(
    name = "block",
    description = {
      "Show a stored block by height or hash, or list a range of heights.",
      "No node may be running on the data directory."
    },
    footer = {
      "%nExamples:",
      "  bystack chain block 100 --network solonet",
      "  bystack chain block 100..120 -o csv",
      "  bystack chain block --raw ce4fe9431cd0225b3a811f8f8ec922f2b07a921bb12a8dddae9a85540072c770"
    })
final class ChainBlockCommand implements Callable<ExitCode> {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");
  private static final Pattern HEIGHT = Pattern.compile("\\d{1,18}");
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");
  private static final List<String> COLUMNS =
      List.of("height", "hash", "time", "transactions", "bytes");

  private final Terminal terminal;

  @Mixin private ChainSelection selection;

  @Parameters(
      arity = "0..1",
      paramLabel = "BLOCK",
      description = "A height, a hash of 64 digits, or two heights: 100..120.")
  private Optional<String> which = Optional.empty();

  @Option(names = "--raw", description = "Print the blocks in hexadecimal, one a line.")
  private boolean raw;

  ChainBlockCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    String text =
        which.orElseThrow(() ->
            CommandException.usage("which block?", "a height, a hash or a range is expected", ""));
    Selected selected = selection.select();
    try (ChainOpener opener = new ChainOpener(ProofSource.NONE);
        OpenChain chain = opener.open(selected)) {
      Matcher range = RANGE.matcher(text);
      if (range.matches()) {
        long from = Long.parseLong(range.group(1));
        long to = Long.parseLong(range.group(2));
        list(chain.engine(), selected.chain(), from, to);
      } else {
        show(chain.engine(), selected.chain(), find(chain.engine(), text));
      }
      return ExitCode.DONE;
    }
  }

  private static BlockRef find(ChainEngine engine, String text) {
    if (HEIGHT.matcher(text).matches()) {
      return atHeight(engine, Long.parseLong(text));
    }
    if (!HASH.matcher(text).matches()) {
      throw CommandException.usage(
          text + " names no block", "a height, a hash of 64 digits or 100..120 is expected", "");
    }
    return engine
        .tree()
        .find(Hash.fromHex(text))
        .orElseThrow(() -> CommandException.usage("block " + text + " is not stored", "", ""));
  }

  private static BlockRef atHeight(ChainEngine engine, long height) {
    return engine
        .tree()
        .mainChainAt(height)
        .orElseThrow(() ->
            CommandException.usage(
                "there is no block at height " + height,
                "the tip is at " + engine.best().height(),
                ""));
  }

  private void show(ChainEngine engine, ChainKind chain, BlockRef ref) {
    StoredBlock stored =
        engine
            .storedBlock(ref.hash())
            .orElseThrow(
                () -> CommandException.usage("only the header of " + ref + " is stored", "", ""));
    if (raw) {
      terminal.out().println(stored.block().toHex());
      terminal.out().flush();
      return;
    }
    ObjectNode node = new LedgerJson(chain).block(stored.block());
    node.put("time", chain.time(ref.timestamp()).toString());
    node.put("weight", ref.weight());
    node.put("on_main_chain", engine.tree().onMainChain(ref));
    ArrayNode failed = node.putArray("status_fail");
    stored.status().failed().forEach(failed::add);
    terminal.print(node);
  }

  private void list(ChainEngine engine, ChainKind chain, long from, long to) {
    if (from > to) {
      throw CommandException.usage(
          "there are no heights from " + from + " to " + to, "the lower comes first", "");
    }
    atHeight(engine, to);
    List<ObjectNode> rows = new ArrayList<>();
    for (long height = from; height <= to; height++) {
      BlockRef ref = atHeight(engine, height);
      Block block = engine.tree().block(ref);
      if (raw) {
        terminal.out().println(block.toHex());
        continue;
      }
      ObjectNode row = Json.object();
      row.put("height", height);
      row.put("hash", ref.hash().toString());
      row.put("time", chain.time(ref.timestamp()).toString());
      row.put("transactions", block.transactions().size());
      row.put("bytes", block.raw().length());
      rows.add(row);
    }
    if (raw) {
      terminal.out().flush();
    } else {
      terminal.print(COLUMNS, rows);
    }
  }
}
