package io.bystack.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.BlockOutcome.Place;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.consensus.StateWriter;
import io.bystack.core.consensus.Transition;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Block;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.TxStatus;
import io.bystack.core.store.Codecs;
import io.bystack.core.store.Table;
import io.bystack.core.store.TableReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A protocol on top of the chain's blocks hears of them and has its say. */
class SubProtocolTest {
  private static final Table<String, Long> SUM =
      new Table<>(
          "sum-of-heights", Codecs.TEXT, Codecs.U64, "what the protocol of this test keeps");

  @TempDir Path folder;

  /** Adds up the heights of the main chain above 2, and refuses what it is told to. */
  private static final class SumOfHeights implements SubProtocol {
    private Optional<Long> refusesToStore = Optional.empty();
    private Optional<Long> refusesToConnect = Optional.empty();

    @Override
    public String name() {
      return "sum";
    }

    @Override
    public long startHeight() {
      return 2;
    }

    @Override
    public List<Table<?, ?>> tables() {
      return List.of(SUM);
    }

    @Override
    public void check(Block block, TxStatus status) throws RuleViolation {
      if (refusesToStore.equals(Optional.of(block.height()))) {
        throw RuleViolation.of("not to be stored", Verdict.COPY);
      }
    }

    @Override
    public Transition begin(TableReader tables) {
      return new Transition() {
        private long sum = tables.get(SUM, "sum").orElse(0L);

        @Override
        public void detach(BlockRef ref, Block block) {
          sum -= ref.height();
        }

        @Override
        public void attach(BlockRef ref, Block block) throws RuleViolation {
          if (refusesToConnect.equals(Optional.of(ref.height()))) {
            throw RuleViolation.of("not to be connected", Verdict.BRANCH);
          }
          sum += ref.height();
        }

        @Override
        public void write(StateWriter out) {
          out.put(SUM, "sum", sum);
        }
      };
    }
  }

  private final SumOfHeights sub = new SumOfHeights();

  private AttackChain chain() throws Exception {
    return new AttackChain(
        folder, 100, new ForkHeights(0, 0, ForkHeights.NEVER, 0), ConsensusEvents.NONE, sub);
  }

  private static BlockOutcome add(AttackChain chain, BlockRef parent, long gap) throws Exception {
    return chain.process(
        chain.child(
            parent,
            parent.timestamp() + gap,
            List.of(new IntraChainOutput(AssetAmount.btm(0), AttackChain.ANYONE))));
  }

  @Test
  void keepsItsStateInTheChainsBatches() throws Exception {
    try (AttackChain chain = chain()) {
      for (int i = 0; i < 4; i++) {
        assertThat(add(chain, chain.engine().best(), 500).place()).isEqualTo(Place.MAIN);
      }
      assertThat(chain.sum(SUM)).isEqualTo(3L + 4);
      chain.engine().rewind(3);
      assertThat(chain.sum(SUM)).isEqualTo(3L);
    }
  }

  @Test
  void refusesBlocksAboveItsStart() throws Exception {
    try (AttackChain chain = chain()) {
      sub.refusesToStore = Optional.of(2L);
      add(chain, chain.engine().best(), 500);
      assertThat(add(chain, chain.engine().best(), 500).place()).isEqualTo(Place.MAIN);
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
}
