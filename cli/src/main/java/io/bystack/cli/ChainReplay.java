package io.bystack.cli;

import io.bystack.cli.ChainSelection.Selected;
import io.bystack.cli.ChainVerifyCommand.Outcome;
import io.bystack.cli.exit.CommandException;
import io.bystack.core.chain.BlockImporter;
import io.bystack.core.chain.BlockImporter.Imported;
import io.bystack.core.chain.BlockImporter.Window;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.ChainVerifier.Finding;
import io.bystack.core.chain.UtxoDigest;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Takes a chain's blocks into an empty copy and compares what came out. */
final class ChainReplay {
  private final ChainOpener opener;
  private final Selected selected;
  private final Terminal terminal;

  ChainReplay(ChainOpener opener, Selected selected, Terminal terminal) {
    this.opener = opener;
    this.selected = selected;
    this.terminal = terminal;
  }

  /** Replays; when it came to its end, the copy is deleted. */
  Outcome run(OpenChain original, Interrupt interrupt) throws IOException {
    Path folder = selected.root().resolve(selected.chain().label() + "-replay");
    Outcome outcome;
    try (OpenChain copy = opener.openOrMake(original.engine().protocol(), folder)) {
      outcome = replay(original, copy, interrupt);
    }
    if (!interrupt.requested()) {
      delete(folder);
    }
    return outcome;
  }

  private Outcome replay(OpenChain original, OpenChain copy, Interrupt interrupt) {
    ChainEngine from = original.engine();
    BlockRef tip = from.best();
    BlockRef begun = copy.engine().best();
    if (!from.tree().onMainChain(begun)) {
      throw CommandException.failed(
          "the replay begun before is of another branch",
          "its tip is " + begun,
          "Delete " + copy.store().folder() + " and run it again.");
    }
    Progress.Rate rate = new Progress.Rate(System::nanoTime);
    Optional<Finding> finding;
    try (Progress progress = Progress.start(terminal, "replay", tip.height())) {
      Iterator<Block> blocks =
          LongStream.rangeClosed(begun.height() + 1, tip.height())
              .takeWhile(height -> !interrupt.requested())
              .mapToObj(height -> from.tree().block(from.tree().mainChainAt(height).orElseThrow()))
              .iterator();
      finding =
          copy.call(() ->
                  new BlockImporter(copy.engine(), Window.DEFAULT)
                      .run(
                          blocks,
                          taken -> {
                            rate.add();
                            progress.at(taken.block().height(), taken.block().height());
                          }))
              .map(ChainReplay::refused);
    }
    if (finding.isEmpty() && !interrupt.requested()) {
      finding = compare(original, copy);
    }
    return new Outcome(
        new HeightRange(begun.height() + 1, tip.height()), rate.blocks(), rate.seconds(), finding);
  }

  private static Finding refused(Imported refused) {
    String why = refused.outcome().violation().map(RuleViolation::getMessage).orElse("refused");
    return new Finding(refused.block().height(), why);
  }

  private static Optional<Finding> compare(OpenChain original, OpenChain copy) {
    long height = original.engine().best().height();
    if (!copy.engine().best().equals(original.engine().best())) {
      return Optional.of(
          new Finding(height, "the replay ends at " + copy.engine().best() + " instead"));
    }
    UtxoDigest stored = UtxoDigest.of(original.store());
    UtxoDigest replayed = UtxoDigest.of(copy.store());
    return stored.equals(replayed)
        ? Optional.empty()
        : Optional.of(
            new Finding(
                height, "the unspent outputs are " + stored + ", those of the replay " + replayed));
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
