package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.ChainControl;
import io.bystack.core.consensus.ChainListener;
import io.bystack.core.consensus.ChainRules;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.consensus.StateWriter;
import io.bystack.core.consensus.TipChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Decides whether the tip moves, and moves it (spec/03 §8.2, §8.4; spec/07 §4.5). */
final class TipMover implements ChainControl {
  private static final Comparator<BlockRef> HIGHEST_THEN_FIRST =
      Comparator.comparingLong(BlockRef::height).reversed().thenComparingLong(BlockRef::order);
  private static final int REWIND_STEP = 256;

  private final ChainParts parts;
  private final BlockIndex index;
  private final List<ChainListener> listeners = new CopyOnWriteArrayList<>();
  private ChainRules rules;

  TipMover(ChainParts parts) {
    this.parts = parts;
    this.index = parts.index();
  }

  /** The rules need the control, which is this, to be made: they come second. */
  void rules(ChainRules opened) {
    this.rules = opened;
  }

  void addListener(ChainListener listener) {
    listeners.add(listener);
  }

  private TipMove move(BlockRef to) {
    return new TipMove(parts, rules.begin(), to);
  }

  /**
   * Connects a child of the tip in the batch that stores it, and writes the batch in any case.
   *
   * @param known what it changes, if that is known
   */
  RuleViolation extend(
      BlockRef ref, StoredBlock stored, Optional<UtxoChanges> known, ChainBatch batch) {
    parts.failPoint("engine-before-connect");
    TipMove move = move(ref);
    RuleViolation failure = null;
    boolean moved = false;
    try {
      if (known.isPresent()) {
        move.applyKnown(stored, known.get());
      } else {
        move.apply(stored);
      }
      moved = move.allowed();
    } catch (RuleViolation violation) {
      failure = violation;
      remember(ref, violation, batch);
    }
    if (moved) {
      move.write(batch);
    }
    BlockRef previous = index.best();
    parts.failPoint("engine-before-write");
    batch.write();
    index.clearPending();
    parts.failPoint("engine-after-write");
    if (moved) {
      announce(previous, move);
    }
    return failure;
  }

  /** Applies a child of the tip in memory only. */
  UtxoChanges rehearse(BlockRef ref, StoredBlock stored) throws RuleViolation {
    TipMove move = move(ref);
    move.apply(stored);
    return move.changes();
  }

  private void remember(BlockRef ref, RuleViolation violation, ChainBatch batch) {
    if (!parts.options().referenceBehaviour() && violation.verdict() == Verdict.BRANCH) {
      index.markInvalid(ref, batch);
    }
  }

  private void announce(BlockRef previous, TipMove move) {
    move.committed();
    TipChange change =
        new TipChange(
            previous, index.best(), move.detached(), move.attached(), rules.finalHeight());
    listeners.forEach(l -> l.tipChanged(change));
    parts.failPoint("engine-after-announce");
  }

  /** Moves the tip to the best of the blocks just stored, if it is better. */
  RuleViolation chooseAmong(List<BlockRef> accepted) {
    List<BlockRef> candidates = new ArrayList<>(accepted);
    candidates.sort(HIGHEST_THEN_FIRST);
    if (parts.options().referenceBehaviour()) {
      BlockRef only = candidates.getFirst();
      return isBetter(only) ? tryMove(only, true).violation() : null;
    }
    RuleViolation failure = null;
    while (!candidates.isEmpty()) {
      BlockRef candidate = candidates.removeFirst();
      if (!isBetter(candidate) || hasInvalidAncestor(candidate)) {
        continue;
      }
      Attempt attempt = tryMove(candidate, true);
      if (attempt.violation() == null) {
        break;
      }
      if (attempt.failedAt().order() <= accepted.getFirst().order()) {
        failure = attempt.violation();
      }
      // What is below the bad block is good and may itself be better than the tip.
      candidates.add(index.parent(attempt.failedAt()).orElseThrow());
      candidates.sort(HIGHEST_THEN_FIRST);
    }
    return failure;
  }

  private boolean isBetter(BlockRef candidate) {
    BlockRef best = index.best();
    return !candidate.equals(best)
        && (candidate.previous().equals(best.hash())
            || parts.protocol().forkChoice().better(candidate, best));
  }

  boolean hasInvalidAncestor(BlockRef block) {
    BlockRef at = block;
    while (!index.onMainChain(at)) {
      if (index.isInvalid(at)) {
        return true;
      }
      at = index.parent(at).orElseThrow();
    }
    return false;
  }

  /** What came of an attempt to move the tip. */
  private record Attempt(boolean moved, RuleViolation violation, BlockRef failedAt) {}

  private Attempt tryMove(BlockRef to, boolean askFinality) {
    TipMove move = move(to);
    if (!move.possible()) {
      return new Attempt(false, null, null);
    }
    try {
      move.apply(null);
    } catch (RuleViolation violation) {
      try (ChainBatch batch = parts.batch()) {
        remember(move.failedAt(), violation, batch);
        batch.write();
      }
      return new Attempt(false, violation, move.failedAt());
    }
    if (askFinality && !move.allowed()) {
      return new Attempt(false, null, null);
    }
    BlockRef previous = index.best();
    try (ChainBatch batch = parts.batch()) {
      move.write(batch);
      parts.failPoint("engine-before-reorganise");
      batch.write();
      parts.failPoint("engine-after-reorganise");
    }
    announce(previous, move);
    return new Attempt(true, null, null);
  }

  // ---- the operator

  /** See {@link ChainEngine#rewind}. */
  void rewind(long height) {
    while (index.best().height() > height) {
      long step = Math.max(height, index.best().height() - REWIND_STEP);
      BlockRef target = index.mainChainAt(step).orElseThrow();
      Attempt attempt = tryMove(target, false);
      if (!attempt.moved()) {
        throw new IllegalStateException("cannot take back to " + target);
      }
    }
    removeAbove(height);
    try (ChainBatch batch = parts.batch()) {
      rules.rewound(index.best(), batch);
      batch.write();
    }
  }

  /** Deletes all stored blocks above a height that is not below the tip. */
  void removeAbove(long height) {
    List<BlockRef> above = index.from(height + 1);
    for (int end = above.size(); end > 0; end -= REWIND_STEP) {
      try (ChainBatch batch = parts.batch()) {
        // From the top down: a kill in between leaves no block without its parent.
        for (BlockRef ref : above.subList(Math.max(0, end - REWIND_STEP), end).reversed()) {
          index.remove(ref, batch);
          rules.removed(ref, batch);
        }
        batch.write();
      }
    }
  }

  // ---- what the chain may ask for

  @Override
  public void execute(Runnable task) {
    parts.around().engineThread().execute(task);
  }

  @Override
  public void write(Consumer<StateWriter> changes) {
    try (ChainBatch batch = parts.batch()) {
      changes.accept(batch);
      batch.write();
    }
  }

  @Override
  public boolean switchToDescendantOf(Hash block) throws RuleViolation {
    BlockRef root =
        index.find(block).orElseThrow(() -> new IllegalArgumentException("no block " + block));
    BlockRef target = highestDescendant(root);
    if (target.equals(index.best())) {
      return false;
    }
    Attempt attempt = tryMove(target, true);
    if (attempt.violation() != null) {
      throw attempt.violation();
    }
    return attempt.moved();
  }

  private BlockRef highestDescendant(BlockRef root) {
    List<BlockRef> level = List.of(root);
    while (true) {
      List<BlockRef> stored = index.atHeight(level.getFirst().height() + 1);
      List<BlockRef> next = new ArrayList<>();
      for (BlockRef parent : level) {
        for (BlockRef child : stored) {
          if (child.previous().equals(parent.hash())) {
            next.add(child);
          }
        }
      }
      if (next.isEmpty()) {
        return level.getFirst();
      }
      level = next;
    }
  }
}
