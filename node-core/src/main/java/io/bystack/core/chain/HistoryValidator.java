package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainVerifier.Finding;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.store.FailPoints;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreOptions;
import io.bystack.core.store.SyncMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Validates the blocks below the snapshot a chain began with, while that chain goes on: takes them
 * from genesis on into a chain of its own beside it, and compares the state at the snapshot's
 * height with the snapshot's. If they agree the blocks are put into the chain, which then has all
 * of its history; if they do not, somebody has given us a wrong state and the node must stop. What
 * no hash covers of the snapshot's headers, their witnesses, is replaced by what was checked here.
 * A validation that was interrupted goes on where it was.
 */
public final class HistoryValidator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryValidator.class);
  private static final StoreOptions STORE =
      new StoreOptions(64L << 20, 64L << 20, SyncMode.ON_REQUEST, FailPoints.NONE);
  private static final EngineOptions ENGINE =
      new EngineOptions(12 << 20, 6 << 20, 5 << 20, OrphanLimits.DEFAULT, false);
  private static final int BLOCKS_IN_A_WRITE = 64;

  private final ChainEngine chain;
  private final LoadedSnapshot snapshot;
  private final Consumer<Result> result;
  private final Path folder;
  private final Store store;
  private final ChainThread thread;
  private final ChainEngine history;
  private final BlockIntake intake;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean finishing;
  private volatile boolean closing;

  /** How it ended. */
  public sealed interface Result {
    /** The state is what the blocks lead to, and the blocks are in the chain. */
    record Agreed(long height) implements Result {}

    /** The snapshot is not what the blocks lead to. */
    record Differs(Finding finding) implements Result {}
  }

  /** What became of a block given to {@link #take}. */
  public enum Fate {
    /** It is validated. */
    TAKEN,
    /** This copy is bad, another may be good. */
    BAD_COPY,
    /** It ends the validation: see the result. */
    ENDED
  }

  /**
   * What it works on.
   *
   * @param chain began with a snapshot that is not validated
   * @param protocol the chain's, of a node that signs nothing
   * @param folder for the chain beside it
   * @param workers check proofs and bodies
   */
  public record Place(ChainEngine chain, ChainProtocol protocol, Path folder, Executor workers) {}

  private HistoryValidator(
      Place place, LoadedSnapshot snapshot, Store store, Consumer<Result> result) {
    this.chain = place.chain;
    this.snapshot = snapshot;
    this.result = result;
    this.folder = place.folder;
    this.store = store;
    this.thread = new ChainThread("history-" + place.protocol.parameters().chain());
    Surroundings around =
        new Surroundings(
            chain.parts().around().clock(), place.workers, thread.own(), FailPoints.NONE);
    this.history = ChainEngine.open(place.protocol, store, ENGINE, around);
    this.intake = new BlockIntake(history, thread.own(), BlockIntake.Limits.DEFAULT);
  }

  /**
   * Begins to validate, or goes on; none if there is nothing to validate.
   *
   * @param result is told once how it ended, on a thread of the validator's
   */
  public static Optional<HistoryValidator> begin(Place place, Consumer<Result> result)
      throws StoreException {
    Optional<LoadedSnapshot> snapshot =
        place.chain.loadedSnapshot().filter(loaded -> !loaded.validated());
    if (snapshot.isEmpty()) {
      return Optional.empty();
    }
    Store store = ChainTables.open(place.protocol, place.folder, STORE);
    HistoryValidator validator = new HistoryValidator(place, snapshot.get(), store, result);
    if (validator.validated() == snapshot.get().height()) {
      validator.thread.own().execute(validator::finish);
    }
    return Optional.of(validator);
  }

  /** Height up to which blocks are validated. */
  public long validated() {
    return history.best().height();
  }

  /** Height of the snapshot. */
  public long target() {
    return snapshot.height();
  }

  /** Hash of the block that must be at a height up to the target. */
  public Hash expected(long height) {
    return chain.tree().mainChainAt(height).orElseThrow().hash();
  }

  /** Takes the next block of the chain; {@code done} is called on a thread of the validator's. */
  public void take(Block block, Consumer<Fate> done) {
    try {
      intake.submit(block, outcome -> done.accept(taken(block, outcome)));
    } catch (RejectedExecutionException e) {
      LOG.debug("a block after the end is dropped");
    }
  }

  private Fate taken(Block block, BlockOutcome outcome) {
    Optional<RuleViolation> violation = outcome.violation();
    if (violation.isPresent()) {
      Verdict verdict = violation.get().verdict();
      if (verdict == Verdict.COPY || verdict == Verdict.TEMPORARY) {
        return Fate.BAD_COPY;
      }
      end(new Result.Differs(new Finding(block.height(), violation.get().getMessage())));
      return Fate.ENDED;
    }
    boolean connected =
        switch (outcome.place()) {
          case MAIN, KNOWN -> true;
          case SIDE, ORPHAN, REJECTED -> false;
        };
    if (connected && block.height() == snapshot.height()) {
      finish();
      return Fate.ENDED;
    }
    return connected ? Fate.TAKEN : Fate.BAD_COPY;
  }

  /** All blocks are here. Runs on the validator's thread. */
  private void finish() {
    finishing = true;
    compare();
    finishing = false;
  }

  private void compare() {
    Hash digest = SnapshotDigest.of(store, history.protocol(), snapshot.height());
    if (!digest.equals(snapshot.digest())) {
      end(
          new Result.Differs(
              new Finding(
                  snapshot.height(),
                  "the blocks lead to the state " + digest + ", loaded was " + snapshot.digest())));
      return;
    }
    for (long from = 1; from <= snapshot.height(); from += BLOCKS_IN_A_WRITE) {
      if (closing) {
        return;
      }
      copy(from, Math.min(snapshot.height(), from + BLOCKS_IN_A_WRITE - 1));
    }
    onChain(
        batch -> batch.put(ChainTables.STATE, LoadedSnapshot.KEY, snapshot.asValidated().encode()));
    end(new Result.Agreed(snapshot.height()));
  }

  private void copy(long from, long to) {
    onChain(batch -> {
      for (long height = from; height <= to; height++) {
        BlockRef ref = history.tree().mainChainAt(height).orElseThrow();
        BlockBody body = store.get(ChainTables.BODIES, ref.hash()).orElseThrow();
        batch.put(ChainTables.BODIES, ref.hash(), body);
        mendHeader(ref, batch);
      }
    });
  }

  /** Runs on the chain's thread while the validator's waits, so that the rules here are free. */
  private void mendHeader(BlockRef ref, ChainBatch batch) {
    BlockTree tree = history.tree();
    BlockHeader unchecked = chain.tree().header(ref);
    BlockHeader checked = tree.header(ref);
    if (unchecked.raw().equals(checked.raw())) {
      return;
    }
    BlockRef parent = tree.parent(ref).orElseThrow();
    BlockHeader good = history.rules().completed(checked, unchecked, parent, tree);
    if (!good.raw().equals(unchecked.raw())) {
      LOG.debug("block {} had another witness in the snapshot", ref);
      batch.replaceHeader(good);
    }
  }

  /** Writes into the chain, on its thread, and waits. */
  private void onChain(Consumer<ChainBatch> changes) {
    ChainParts parts = chain.parts();
    CompletableFuture.runAsync(
            () -> {
              try (ChainBatch batch = parts.batch()) {
                changes.accept(batch);
                batch.write();
              }
            },
            parts.around().engineThread())
        .join();
  }

  private void end(Result how) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    switch (how) {
      case Result.Agreed agreed ->
          LOG.info(
              "all {} blocks below the snapshot are valid and lead to its state", agreed.height());
      case Result.Differs differs ->
          LOG.error(
              "THE SNAPSHOT THIS CHAIN BEGAN WITH IS WRONG, at height {}: {}",
              differs.finding().height(),
              differs.finding().what());
    }
    result.accept(how);
  }

  /** Ends its thread and closes its chain; what is validated stays. */
  @Override
  public void close() {
    closing = true;
    thread.close();
    // A comparison that takes longer than the thread is given still reads the store.
    if (!finishing) {
      store.close();
    }
  }

  /** Removes the chain beside; to be called after {@link #close} when the result was agreement. */
  public void delete() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
