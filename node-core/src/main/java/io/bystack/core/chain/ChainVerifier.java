package io.bystack.core.chain;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BodyFacts;
import io.bystack.core.consensus.HeaderCheck;
import io.bystack.core.consensus.Proof;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.model.Block;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongPredicate;

/**
 * Checks stored blocks of the main chain again as if they had just come: their places, proofs,
 * headers and bodies, everything but what needs the unspent outputs of their time. Changes nothing.
 * Runs on the engine's thread; proofs and bodies of the next blocks are checked by the workers
 * meanwhile.
 */
public final class ChainVerifier {
  private static final int BLOCKS_AHEAD = 64;

  /** The first block that is not as it must be, and what is wrong with it. */
  public record Finding(long height, String what) {}

  private record Ahead(
      BlockRef ref,
      BlockRef parent,
      StoredBlock stored,
      CompletableFuture<Optional<RuleViolation>> proof,
      CompletableFuture<BodyFacts> facts) {}

  private final ChainEngine engine;
  private final ChainParts parts;
  private final Deque<Ahead> ahead = new ArrayDeque<>();

  public ChainVerifier(ChainEngine engine) {
    this.engine = engine;
    this.parts = engine.parts();
  }

  /**
   * Checks the blocks of these heights, both included.
   *
   * @param from at least 1: genesis is never validated
   * @param goOn is told of every height that is good; false ends the run
   * @throws IllegalArgumentException if the main chain does not have all these heights
   */
  public Optional<Finding> run(long from, long to, LongPredicate goOn) {
    if (from < 1 || from > to || to > engine.best().height()) {
      throw new IllegalArgumentException(
          "heights "
              + from
              + " to "
              + to
              + " of a chain whose tip is at "
              + engine.best().height());
    }
    long next = from;
    for (long height = from; height <= to; height++) {
      try {
        while (next <= to && ahead.size() < BLOCKS_AHEAD) {
          ahead.add(prepare(next++));
        }
        check(ahead.remove());
      } catch (RuleViolation violation) {
        return Optional.of(new Finding(height, violation.getMessage()));
      }
      if (!goOn.test(height)) {
        break;
      }
    }
    return Optional.empty();
  }

  private Ahead prepare(long height) throws RuleViolation {
    BlockRef ref = onMainChain(height);
    BlockRef parent = onMainChain(height - 1);
    StoredBlock stored =
        parts.index().body(ref).orElseThrow(() -> broken("the block itself is not stored"));
    Block block = stored.block();
    require(block.hash().equals(ref.hash()), "it is stored under the hash " + ref.hash());
    require(ref.height() == height && block.height() == height, "its height is another");
    require(
        block.header().previous().equals(parent.hash()),
        "it does not follow the block " + parent.hash() + " below it");
    Executor workers = parts.around().workers();
    Proof proof =
        engine
            .rules()
            .proof(block.header(), parent, parts.index())
            .orElseThrow(() -> broken("what its proof needs is not stored"));
    return new Ahead(
        ref,
        parent,
        stored,
        CompletableFuture.supplyAsync(() -> verdict(proof), workers),
        CompletableFuture.supplyAsync(() -> engine.bodies().checkHere(block), workers));
  }

  private BlockRef onMainChain(long height) throws RuleViolation {
    return parts
        .index()
        .mainChainAt(height)
        .orElseThrow(() -> broken("the main chain has no block at height " + height));
  }

  private static Optional<RuleViolation> verdict(Proof proof) {
    try {
      proof.verify();
      return Optional.empty();
    } catch (RuleViolation violation) {
      return Optional.of(violation);
    }
  }

  private void check(Ahead next) throws RuleViolation {
    Block block = next.stored().block();
    Proof done =
        () -> {
          Optional<RuleViolation> violation = next.proof().join();
          if (violation.isPresent()) {
            throw violation.get();
          }
        };
    long now = parts.around().clock().millis();
    engine
        .rules()
        .checkHeader(new HeaderCheck(block.header(), next.parent(), parts.index(), now, done));
    BodyFacts facts = next.facts().join();
    engine.rules().checkBody(block, facts, next.parent(), parts.index());
    require(
        facts.status().equals(next.stored().status()), "its stored transaction status is another");
    require(
        next.parent()
            .weight()
            .add(parts.protocol().forkChoice().weight(block.header()))
            .equals(next.ref().weight()),
        "its stored weight is another");
  }

  private static void require(boolean condition, String otherwise) throws RuleViolation {
    if (!condition) {
      throw broken(otherwise);
    }
  }

  private static RuleViolation broken(String what) {
    return RuleViolation.of(what, Verdict.COPY);
  }
}
