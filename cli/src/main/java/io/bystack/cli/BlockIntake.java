package io.bystack.cli;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.chain.BlockImporter;
import io.bystack.core.chain.BlockImporter.Imported;
import io.bystack.core.chain.BlockImporter.Window;
import io.bystack.core.chain.BlockOutcome.Place;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.model.Block;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The blocks of a file on their way into an engine. */
final class BlockIntake {
  /** Ends an import between two blocks. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("told to stop", null, false, false);
    }
  }

  /**
   * What came of it.
   *
   * @param imported blocks taken
   * @param known blocks of the file that were stored before
   * @param stopped whether it ended early because the process was told to
   */
  record Summary(long imported, long known, double seconds, boolean stopped) {}

  private final BlockFile file;
  private final ChainEngine engine;
  private final Interrupt interrupt;
  private final Terminal terminal;
  private final Progress.Rate rate = new Progress.Rate(System::nanoTime);
  // Where the file was when a block on its way had been read: reading is far ahead of taking.
  private final Deque<Long> positions = new ArrayDeque<>();
  private long known;

  BlockIntake(BlockFile file, OpenChain chain, Interrupt interrupt, Terminal terminal) {
    this.file = file;
    this.engine = chain.engine();
    this.interrupt = interrupt;
    this.terminal = terminal;
  }

  /**
   * Takes all blocks; on the chain's thread.
   *
   * @throws CommandException naming the block that was refused and why
   */
  Summary run(Progress progress) {
    boolean stopped = false;
    try {
      Optional<Imported> refused =
          new BlockImporter(engine, Window.DEFAULT)
              .run(new NewBlocks(), imported -> heard(imported, progress));
      if (refused.isPresent()) {
        throw refused(refused.get());
      }
    } catch (Stopped e) {
      stopped = true;
    }
    return new Summary(rate.blocks(), known, rate.seconds(), stopped);
  }

  private void heard(Imported imported, Progress progress) {
    Block block = imported.block();
    long position = positions.remove();
    if (imported.outcome().place() == Place.ORPHAN) {
      throw CommandException.usage(
          "block " + block.height() + " of the file does not connect: " + block.hash(),
          "its parent " + block.header().previous() + " is not stored",
          "Import the blocks below it first.");
    }
    if (imported.outcome().place() == Place.REJECTED) {
      return;
    }
    rate.add();
    progress.at(position, block.height());
    if (terminal.options().verbose()) {
      terminal.err().println("imported " + block.height() + " " + block.hash());
    }
    if (interrupt.requested()) {
      throw new Stopped();
    }
  }

  private static CommandException refused(Imported imported) {
    RuleViolation violation =
        imported.outcome().violation().orElseThrow(() -> new IllegalStateException("no reason"));
    boolean later = violation.verdict() == Verdict.TEMPORARY;
    return new CommandException(
        later ? ExitCode.FAILED : ExitCode.USAGE,
        "block " + imported.block().height() + " is refused: " + imported.block().hash(),
        violation.getMessage(),
        later ? "It may be good later." : "");
  }

  /** Those the engine does not know: looking ahead, proofs of known ones would be computed anew. */
  private final class NewBlocks implements Iterator<Block> {
    private Block next;
    private boolean ended;

    @Override
    public boolean hasNext() {
      while (next == null) {
        Block block = ended ? null : file.next(engine.protocol().format());
        if (block == null) {
          ended = true;
          return false;
        }
        if (engine.tree().find(block.hash()).isPresent()) {
          known++;
        } else {
          next = block;
          positions.add(file.position());
        }
        if (interrupt.requested()) {
          throw new Stopped();
        }
      }
      return true;
    }

    @Override
    public Block next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Block block = next;
      next = null;
      return block;
    }
  }
}
