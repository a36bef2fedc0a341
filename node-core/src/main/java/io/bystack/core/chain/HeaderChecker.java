package io.bystack.core.chain;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.HeaderCheck;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.model.BlockHeader;
import java.util.List;
import java.util.Optional;

/**
 * Checks headers that were fetched ahead of their blocks, as far as headers alone allow. Used on
 * the engine's thread.
 */
public record HeaderChecker(ChainEngine engine) {
  private static final String NO_PARENT = "the parent of a header fetched ahead is not here";

  /** How many headers are good, and what is wrong with the next. */
  public record Result(int good, Optional<RuleViolation> fault) {}

  /**
   * Checks headers in a row.
   *
   * @param ahead headers checked before, the first on a stored block
   * @param fresh the headers that follow on them
   */
  public Result check(List<BlockHeader> ahead, List<BlockHeader> fresh) {
    HeadersAhead tree = new HeadersAhead(engine.tree());
    for (BlockHeader header : ahead) {
      Optional<BlockRef> parent = tree.find(header.previous());
      if (parent.isEmpty()) {
        return new Result(0, Optional.of(RuleViolation.of(NO_PARENT, Verdict.TEMPORARY)));
      }
      tree.add(header, parent.get());
    }
    long now = engine.parts().around().clock().millis();
    int good = 0;
    for (BlockHeader header : fresh) {
      Optional<BlockRef> parent = tree.find(header.previous());
      if (parent.isEmpty()) {
        return new Result(good, Optional.of(RuleViolation.of(NO_PARENT, Verdict.TEMPORARY)));
      }
      try {
        engine.rules().checkHeaderAhead(new HeaderCheck(header, parent.get(), tree, now, () -> {}));
      } catch (RuleViolation fault) {
        return new Result(good, Optional.of(fault));
      }
      tree.add(header, parent.get());
      good++;
    }
    return new Result(good, Optional.empty());
  }
}
