package io.bystack.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Block;
import io.bystack.core.model.IntraChainOutput;
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
            assertThat(a.kind()).isEqualTo("forbidden");
            assertThat(a.facts()).contains(StrictRule.RETIRED_VOTE.text());
          });
      assertThat(events.total()).isEqualTo(1);
      assertThat(events.foreignSignature()).isEmpty();
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
          .satisfies(a -> assertThat(a.kind()).isEqualTo("double-sign"));
    }
  }
}
