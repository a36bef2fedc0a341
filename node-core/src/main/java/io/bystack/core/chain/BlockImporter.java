package io.bystack.core.chain;

import io.bystack.core.chain.BlockOutcome.Place;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BodyFacts;
import io.bystack.core.consensus.Proof;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.Block;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Takes a long row of blocks: proofs and bodies of the next blocks are checked by the workers while
 * the engine connects the first, so that the sequential part is set work and one write per block.
 * Runs on the engine's thread; the same rules in the same order as one by one.
 */
public final class BlockImporter {
  /**
   * How far to look ahead.
   *
   * @param blocks at most so many
   * @param bytes at most so many of serialized blocks, but always one block
   */
  public record Window(int blocks, long bytes) {
    /** Enough to keep a few cores busy; a decoded block takes several times its bytes. */
    public static final Window DEFAULT = new Window(256, 16L << 20);
  }

  /** A block taken in, with its result. */
  public record Imported(Block block, BlockOutcome outcome) {}

  private record Ahead(Block block, Proof proof, CompletableFuture<BodyFacts> facts) {}

  private final ChainEngine engine;
  private final Executor workers;
  private final Window window;
  private final HeadersAhead headers;
  private final Deque<Ahead> ahead = new ArrayDeque<>();
  private long bytesAhead;

  public BlockImporter(ChainEngine engine, Window window) {
    this.engine = engine;
    this.workers = engine.parts().around().workers();
    this.window = window;
    this.headers = new HeadersAhead(engine.tree());
  }

  /**
   * Takes all blocks, or up to the first that does not come to lie in the tree.
   *
   * @param heard is told of every block; an exception it throws ends the import between two blocks
   * @return the block that was refused, if any
   */
  public Optional<Imported> run(Iterator<Block> blocks, Consumer<Imported> heard) {
    while (true) {
      fill(blocks);
      Ahead next = ahead.poll();
      if (next == null) {
        return Optional.empty();
      }
      bytesAhead -= next.block().raw().length();
      BlockOutcome outcome =
          engine.process(
              new PreparedBlock(next.block(), next.proof(), next.facts()::join, null), "import");
      headers.taken(next.block().hash());
      Imported imported = new Imported(next.block(), outcome);
      heard.accept(imported);
      if (outcome.place() == Place.REJECTED || outcome.violation().isPresent()) {
        return Optional.of(imported);
      }
    }
  }

  private void fill(Iterator<Block> blocks) {
    while (ahead.size() < window.blocks()
        && (ahead.isEmpty() || bytesAhead < window.bytes())
        && blocks.hasNext()) {
      Block block = blocks.next();
      ahead.add(prepare(block));
      bytesAhead += block.raw().length();
    }
  }

  private Ahead prepare(Block block) {
    Optional<BlockRef> parent = headers.find(block.header().previous());
    Proof proof = null;
    if (parent.isPresent()) {
      Optional<Proof> made = engine.rules().proof(block.header(), parent.get(), headers);
      proof = made.map(this::start).orElse(null);
      headers.add(block.header(), parent.get());
    }
    CompletableFuture<BodyFacts> facts =
        CompletableFuture.supplyAsync(() -> engine.bodies().checkHere(block), workers);
    return new Ahead(block, proof, facts);
  }

  /** Verifies on a worker; the returned proof waits for the result. */
  private Proof start(Proof proof) {
    CompletableFuture<Optional<RuleViolation>> result =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                proof.verify();
                return Optional.empty();
              } catch (RuleViolation violation) {
                return Optional.of(violation);
              }
            },
            workers);
    return () -> {
      Optional<RuleViolation> violation = result.join();
      if (violation.isPresent()) {
        throw violation.get();
      }
    };
  }
}
