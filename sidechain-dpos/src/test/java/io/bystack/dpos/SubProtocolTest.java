package io.bystack.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.BlockOutcome.Place;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolOptions;
import io.bystack.core.chain.PoolOutcome;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.Transaction;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A protocol on top of the chain's blocks hears of them and has its say. */
class SubProtocolTest {
  @TempDir Path folder;

  private final WatchingProtocol sub = new WatchingProtocol();

  private AttackChain chain(SubProtocol protocol) throws Exception {
    return new AttackChain(
        folder, 100, new ForkHeights(0, 0, ForkHeights.NEVER, 0), ConsensusEvents.NONE, protocol);
  }

  private static BlockOutcome add(
      AttackChain chain, BlockRef parent, long gap, Transaction... transactions) throws Exception {
    return chain.process(
        chain.child(
            parent,
            parent.timestamp() + gap,
            List.of(new IntraChainOutput(AssetAmount.btm(0), AttackChain.ANYONE)),
            transactions));
  }

  private static void add(AttackChain chain, int blocks) throws Exception {
    for (int i = 0; i < blocks; i++) {
      assertThat(add(chain, chain.engine().best(), 500).place()).isEqualTo(Place.MAIN);
    }
  }

  private static Transaction claim(AttackChain chain) throws Exception {
    AssetAmount value = AssetAmount.btm(1_000);
    return chain.signed(
        List.of(AttackChain.claim(1, value, Bytes.EMPTY, AttackChain.noTerms())),
        List.of(AttackChain.pay(value)));
  }

  private static Mempool pool(AttackChain chain) {
    return Mempool.follow(
        chain.engine(), PoolOptions.of(chain.engine().protocol().poolPolicy().limits()));
  }

  @Test
  void hearsOfBlocksAboveItsStartAndOfNoOthers() throws Exception {
    try (AttackChain chain = chain(sub)) {
      add(chain, 2);
      assertThat(sub.calls()).containsOnly("sum 0");
      add(chain, 1);
      assertThat(sub.calls()).containsExactly("transaction at 3", "block 3", "attach 3", "sum 3");
    }
  }

  @Test
  void hearsOfAReorganisationInOrder() throws Exception {
    try (AttackChain chain = chain(sub)) {
      add(chain, 2);
      BlockRef fork = chain.engine().best();
      add(chain, 2);
      assertThat(sub.calls()).endsWith("attach 4", "sum 7");
      add(chain, fork, 1_000);
      BlockRef side = chain.engine().tree().atHeight(3).getLast();
      assertThat(sub.calls()).containsExactly("transaction at 3", "block 3");
      add(chain, side, 500);
      add(chain, chain.engine().tree().atHeight(4).getLast(), 500);
      assertThat(sub.calls())
          .containsExactly(
              "transaction at 4",
              "block 4",
              "transaction at 5",
              "block 5",
              "detach 4",
              "detach 3",
              "attach 3",
              "attach 4",
              "attach 5",
              "sum 12");
    }
  }

  @Test
  void keepsItsStateInTheChainsBatches() throws Exception {
    try (AttackChain chain = chain(sub)) {
      add(chain, 4);
      assertThat(chain.sum(WatchingProtocol.SUM)).isEqualTo(3L + 4);
      chain.engine().rewind(3);
      assertThat(chain.sum(WatchingProtocol.SUM)).isEqualTo(3L);
      assertThat(sub.calls()).endsWith("detach 4", "sum 3");
    }
  }

  @Test
  void isBroughtToTheTipOfAChainThatWasThereBefore() throws Exception {
    try (AttackChain chain = chain(SubProtocol.OFF)) {
      add(chain, 5);
    }
    try (AttackChain chain = chain(sub)) {
      assertThat(sub.calls()).containsExactly("attach 3", "attach 4", "attach 5", "sum 12");
      assertThat(chain.sum(WatchingProtocol.SUM)).isEqualTo(12L);
      add(chain, 1);
      sub.calls();
    }
    try (AttackChain chain = chain(sub)) {
      assertThat(sub.calls()).isEmpty();
      assertThat(chain.sum(WatchingProtocol.SUM)).isEqualTo(18L);
    }
  }

  @Test
  void beginsAtItsStartHeightOnAYoungerChain() throws Exception {
    try (AttackChain chain = chain(SubProtocol.OFF)) {
      add(chain, 1);
    }
    try (AttackChain chain = chain(sub)) {
      assertThat(sub.calls()).isEmpty();
      add(chain, 2);
      assertThat(chain.sum(WatchingProtocol.SUM)).isEqualTo(3L);
    }
  }

  @Test
  void refusesBlocksAboveItsStart() throws Exception {
    try (AttackChain chain = chain(sub)) {
      sub.refusesToStore = Optional.of(2L);
      add(chain, 2);
      sub.refusesToStore = Optional.of(3L);
      BlockOutcome refused = add(chain, chain.engine().best(), 500);
      assertThat(refused.place()).isEqualTo(Place.REJECTED);
      assertThat(refused.violation().orElseThrow().getMessage())
          .isEqualTo("sub protocol save block: not to be stored");
      sub.refusesToStore = Optional.empty();
      sub.refusesToConnect = Optional.of(3L);
      assertThat(add(chain, chain.engine().best(), 1_000).place()).isNotEqualTo(Place.MAIN);
      assertThat(chain.engine().best().height()).isEqualTo(2);
    }
  }

  @Test
  void refusesATransactionInABlockAndInThePool() throws Exception {
    try (AttackChain chain = chain(sub)) {
      add(chain, 2);
      Mempool pool = pool(chain);
      Transaction claim = claim(chain);
      sub.refuse(claim.id());
      sub.calls();
      PoolOutcome outcome = pool.submit(claim);
      assertThat(outcome.place()).isEqualTo(PoolOutcome.Place.REJECTED);
      assertThat(outcome.violation().map(RuleViolation::rule)).contains("not this transaction");
      assertThat(sub.calls()).containsExactly("transaction at 3");
      BlockOutcome refused = add(chain, chain.engine().best(), 500, claim);
      assertThat(refused.violation().orElseThrow().getMessage())
          .isEqualTo("sub protocol save block: not this transaction");
      assertThat(sub.calls()).containsExactly("transaction at 3", "transaction at 3");
    }
  }

  @Test
  void judgesNothingUpToItsStart() throws Exception {
    try (AttackChain chain = chain(sub)) {
      add(chain, 1);
      Mempool pool = pool(chain);
      Transaction claim = claim(chain);
      sub.refuse(claim.id());
      assertThat(pool.submit(claim).place()).isEqualTo(PoolOutcome.Place.ADDED);
      assertThat(add(chain, chain.engine().best(), 500, claim).place()).isEqualTo(Place.MAIN);
    }
  }
}
