package io.bystack.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.StateWriter;
import io.bystack.core.consensus.Transition;
import io.bystack.core.model.Block;
import io.bystack.core.store.Table;
import io.bystack.core.store.TableReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A header's witness grows while its block is being read by all who follow the chain. */
class LateSignatureTest {
  private static final Bytes LATE = Bytes.fromHex("0b".repeat(64));

  @TempDir Path folder;

  /** Adds a second signature to every block in the batch that connects it. */
  private static final class SignsAgain implements SubProtocol {
    @Override
    public String name() {
      return "signs again";
    }

    @Override
    public long startHeight() {
      return 0;
    }

    @Override
    public List<Table<?, ?>> tables() {
      return List.of();
    }

    @Override
    public Transition begin(TableReader tables) {
      return new Transition() {
        private VaporHeader header;

        @Override
        public void attach(BlockRef ref, Block block) {
          header = (VaporHeader) block.header();
        }

        @Override
        public void write(StateWriter out) {
          out.replaceHeader(header.withWitness(List.of(header.witness().getFirst(), LATE)));
        }
      };
    }
  }

  @Test
  void theBlockHasItAndIsNotReadAgain() throws Exception {
    try (AttackChain chain =
        new AttackChain(
            folder,
            100,
            new ForkHeights(0, 0, ForkHeights.NEVER, 0),
            ConsensusEvents.NONE,
            new SignsAgain())) {
      Block block = chain.block();
      chain.process(block);
      BlockRef best = chain.engine().best();
      assertThat(best.hash()).isEqualTo(block.hash());
      Block stored = chain.engine().tree().block(best);
      VaporHeader header = (VaporHeader) stored.header();
      assertThat(header.witness()).hasSize(2).endsWith(LATE);
      assertThat(((VaporHeader) chain.engine().tree().header(best)).witness()).endsWith(LATE);
      assertThat(VaporFormat.INSTANCE.decodeBlock(stored.raw()).header()).isEqualTo(header);
      assertThat(stored.transactions().getFirst()).isSameAs(block.transactions().getFirst());
      assertThat(chain.engine().tree().block(best)).isSameAs(stored);
    }
  }
}
