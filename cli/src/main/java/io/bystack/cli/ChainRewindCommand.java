package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.chain.ChainEngine;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes blocks back. */
@Command(
    name = "rewind",
    description = {
      "Take a chain back to a height and delete every block above it, side branches included.",
      "It may be interrupted; the chain is then whole at a height in between. No node may be"
          + " running on the data directory."
    },
    footer = {"%nExamples:", "  bystack chain rewind --to 1000 --network solonet"})
final class ChainRewindCommand implements Callable<ExitCode> {
  private static final long STEP = 256;

  private final Terminal terminal;

  @Mixin private ChainSelection selection;

  @Option(
      names = "--to",
      paramLabel = "HEIGHT",
      required = true,
      description = "The height of the last block to keep.")
  private long to;

  ChainRewindCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    try (Interrupt interrupt = Interrupt.listen();
        ChainOpener opener = new ChainOpener(ProofSource.NONE);
        OpenChain chain = opener.open(selection.select())) {
      ChainEngine engine = chain.engine();
      long tip = engine.best().height();
      if (to < 0 || to > tip) {
        throw CommandException.usage(
            "cannot rewind to " + to, "the main chain has heights 0 to " + tip, "");
      }
      try (Progress progress = Progress.start(terminal, "rewind", tip - to)) {
        long step = tip;
        do {
          step = Math.max(to, step - STEP);
          long target = step;
          chain.call(() -> {
            engine.rewind(target);
            return target;
          });
          progress.at(tip - target, target);
        } while (step > to && !interrupt.requested());
      }
      chain.store().sync();
      ObjectNode result = Json.object();
      result.put("from", tip);
      result.put("height", engine.best().height());
      result.put("best_block_hash", engine.best().hash().toString());
      terminal.print(result);
      return engine.best().height() == to ? ExitCode.DONE : ExitCode.FAILED;
    }
  }
}
