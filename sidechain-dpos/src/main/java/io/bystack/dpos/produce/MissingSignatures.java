package io.bystack.dpos.produce;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.dpos.ConsensusView;
import io.bystack.dpos.DposRules;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for signatures when irreversibility falls behind, from time to time as long as it does, and
 * follows a branch that has become irreversible. The reference only waits (spec/07 §15.9). Runs on
 * the engine's thread.
 */
public final class MissingSignatures {
  private static final int AT_ONCE = 8;

  private static final Logger LOG = LoggerFactory.getLogger(MissingSignatures.class);

  private final DposRules rules;
  private final ConsensusView view;
  private final BlockTree tree;
  private final ProducerTimer timer;
  private final SignatureRequests requests;
  private final long everyMs;
  private boolean running;

  /**
   * @param everyMs how often is looked, milliseconds
   */
  public MissingSignatures(
      DposRules rules,
      BlockTree tree,
      ProducerTimer timer,
      SignatureRequests requests,
      long everyMs) {
    this.rules = rules;
    this.view = rules.view();
    this.tree = tree;
    this.timer = timer;
    this.requests = requests;
    this.everyMs = everyMs;
  }

  public void start() {
    if (!running) {
      running = true;
      timer.at(timer.now() + everyMs, this::look);
    }
  }

  public void stop() {
    running = false;
  }

  private void look() {
    if (!running) {
      return;
    }
    follow();
    List<Hash> lacking = lacking();
    if (!lacking.isEmpty()) {
      requests.ask(lacking);
    }
    timer.at(timer.now() + everyMs, this::look);
  }

  private void follow() {
    try {
      rules.followIrreversible();
    } catch (RuleViolation e) {
      LOG.warn("a branch with an irreversible block cannot be connected: {}", e.getMessage());
    }
  }

  /** The highest main-chain blocks above the last irreversible one; the newest is given time. */
  List<Hash> lacking() {
    BlockRef best = view.best();
    long lowest = Math.max(view.finalBlock().height() + 1, best.height() - AT_ONCE);
    List<Hash> blocks = new ArrayList<>();
    for (long height = best.height() - 1; height >= lowest; height--) {
      tree.mainChainAt(height).map(BlockRef::hash).ifPresent(blocks::add);
    }
    return blocks;
  }
}
