package io.bystack.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Block;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.IssuanceTerms;
import io.bystack.core.model.Program;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.VoteOutput;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmTest {
  @TempDir Path folder;

  @Test
  void tellsOfAForbiddenVoteInAPeersBlockUnderTheExactRules() throws Exception {
    WatchedEvents events = new WatchedEvents();
    ForkHeights exact = new ForkHeights(0, 0, ForkHeights.NEVER, ForkHeights.NEVER);
    try (AttackChain chain = new AttackChain(folder, 20, exact, events)) {
      AssetAmount value = AssetAmount.btm(1_000);
      Transaction attack =
          chain.signed(
              List.of(AttackChain.claim(1, value, Bytes.EMPTY, AttackChain.noTerms())),
              List.of(new VoteOutput(Bytes.of(1), value, Bytes.of(0x6a))));
      Block block = chain.block(attack);
      chain.process(block);
      assertThat(chain.engine().best().hash()).isEqualTo(block.hash());
      assertThat(events.alarms())
          .singleElement()
          .satisfies(a -> {
            assertThat(a.kind()).isEqualTo(WatchedEvents.Kind.FORBIDDEN);
            assertThat(a.facts()).contains(StrictRule.RETIRED_VOTE.text());
          });
      assertThat(events.total()).isEqualTo(1);
      assertThat(events.count(WatchedEvents.Kind.FORBIDDEN)).isEqualTo(1);
      assertThat(events.count(WatchedEvents.Kind.DOUBLE_SIGN)).isZero();
      assertThat(events.foreignSignature()).isEmpty();
    }
  }

  private static void assertForbidden(WatchedEvents events, StrictRule rule) {
    assertThat(events.alarms())
        .singleElement()
        .satisfies(a -> {
          assertThat(a.kind()).isEqualTo(WatchedEvents.Kind.FORBIDDEN);
          assertThat(a.facts()).contains(rule.text());
        });
  }

  @Test
  void tellsOfAProducerThatTakesTheRewardsOfARound() throws Exception {
    WatchedEvents events = new WatchedEvents();
    ForkHeights exact = new ForkHeights(0, 0, ForkHeights.NEVER, ForkHeights.NEVER);
    try (AttackChain chain = new AttackChain(folder, 3, exact, events)) {
      for (int i = 0; i < 3; i++) {
        chain.process(chain.block());
      }
      long due = Reward.sum(chain.view().resultAfter(chain.engine().best()).rewards());
      Block stolen =
          chain.block(List.of(new IntraChainOutput(AssetAmount.btm(due), Bytes.of(0x51, 0x51))));
      assertThat(events.alarms()).isEmpty();
      chain.process(stolen);
      assertThat(chain.engine().best().hash()).isEqualTo(stolen.hash());
      assertForbidden(events, StrictRule.COINBASE_NOT_CANONICAL);
    }
  }

  @Test
  void tellsOfAFailedTransaction() throws Exception {
    WatchedEvents events = new WatchedEvents();
    ForkHeights old = new ForkHeights(0, 1_000, ForkHeights.NEVER, ForkHeights.NEVER);
    try (AttackChain chain = new AttackChain(folder, 20, old, events)) {
      IssuanceTerms terms = new IssuanceTerms(Program.of(AttackChain.ANYONE), Bytes.utf8("{}"));
      AssetAmount asset = new AssetAmount(terms.assetId(), 100);
      Block block =
          chain.block(
              AttackChain.unsigned(
                  List.of(AttackChain.claim(1, asset, Bytes.EMPTY, terms)),
                  List.of(AttackChain.pay(asset))));
      chain.process(block);
      assertThat(chain.engine().best().hash()).isEqualTo(block.hash());
      assertForbidden(events, StrictRule.FAILED_STATUS);
    }
  }

  @Test
  void tellsOfAProducerWithTwoBlocksAtAHeight() throws Exception {
    WatchedEvents events = new WatchedEvents();
    ForkHeights strict = new ForkHeights(0, 0, ForkHeights.NEVER, 0);
    try (AttackChain chain = new AttackChain(folder, 20, strict, events)) {
      List<TxOutput> nothing =
          List.of(new IntraChainOutput(AssetAmount.btm(0), AttackChain.ANYONE));
      BlockRef genesis = chain.engine().best();
      Block one = chain.child(genesis, genesis.timestamp() + 500, nothing);
      Block two = chain.child(genesis, genesis.timestamp() + 600, nothing);
      chain.process(one);
      assertThat(events.alarms()).isEmpty();
      chain.process(two);
      assertThat(chain.engine().tree().find(two.hash())).isPresent();
      assertThat(events.alarms())
          .singleElement()
          .satisfies(a -> assertThat(a.kind()).isEqualTo(WatchedEvents.Kind.DOUBLE_SIGN));
    }
  }
}
