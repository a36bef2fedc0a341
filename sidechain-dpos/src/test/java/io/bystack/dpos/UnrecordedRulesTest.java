package io.bystack.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.chain.BlockOutcome.Place;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Block;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.TxOutput;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that no recorded script shows, most of them because the reference is defective there. */
class UnrecordedRulesTest {
  private static final List<TxOutput> NOTHING =
      List.of(new IntraChainOutput(AssetAmount.btm(0), AttackChain.ANYONE));

  @TempDir Path folder;
  private AttackChain chain;

  @BeforeEach
  void open() throws Exception {
    chain = new AttackChain(folder, 20, new ForkHeights(0, 0, ForkHeights.NEVER, 0));
  }

  @AfterEach
  void close() {
    chain.close();
  }

  private static BlockRef refOf(Block block) {
    return new BlockRef(
        block.hash(),
        block.height(),
        block.header().previous(),
        block.header().timestamp(),
        BigInteger.ZERO,
        0);
  }

  private List<Block> children(Block parent, int count) throws Exception {
    List<Block> children = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long timestamp = parent.header().timestamp() + 500 + 10L * i;
      children.add(chain.child(refOf(parent), timestamp, NOTHING));
    }
    return children;
  }

  @Test
  void savesAllOrphansOfOneParent() throws Exception {
    Block parent = chain.block();
    List<Block> orphans = children(parent, 5);
    for (Block orphan : orphans) {
      assertThat(chain.process(orphan).place()).isEqualTo(Place.ORPHAN);
    }
    assertThat(chain.process(parent).place()).isEqualTo(Place.MAIN);
    assertThat(orphans)
        .allSatisfy(o -> assertThat(chain.engine().tree().find(o.hash())).isPresent());
    assertThat(chain.engine().best().hash()).isEqualTo(orphans.getFirst().hash());
  }

  @Test
  void deletesEverythingAboveTheNewBestOnRewind() throws Exception {
    Block first = chain.block();
    chain.process(first);
    for (Block child : children(first, 4)) {
      chain.process(child);
      chain.process(chain.child(refOf(child), child.header().timestamp() + 500, NOTHING));
    }
    assertThat(chain.engine().tree().atHeight(2)).hasSize(4);
    chain.engine().rewind(1);
    assertThat(chain.engine().best().hash()).isEqualTo(first.hash());
    assertThat(chain.rules().finalBlock().hash()).isEqualTo(first.hash());
    assertThat(chain.engine().tree().atHeight(2)).isEmpty();
    assertThat(chain.engine().tree().atHeight(3)).isEmpty();
    assertThat(chain.process(children(first, 1).getFirst()).place()).isEqualTo(Place.MAIN);
  }

  @Test
  void keepsAnEarlySignatureWhenABadCopyComesFirst() throws Exception {
    Block block = chain.block();
    VaporHeader header = (VaporHeader) block.header();
    Bytes signature = header.witness().getFirst();
    Bytes xpub = chain.view().nodesAfter(chain.engine().best()).get(0).xpub();
    assertThat(chain.rules().receive(new BlockSignature(block.hash(), signature, xpub)))
        .isEqualTo(DposRules.Received.EARLY);
    VaporHeader unsigned = header.withWitness(List.of());
    Block bad = VaporFormat.INSTANCE.block(unsigned, List.of());
    assertThat(chain.process(bad).place()).isEqualTo(Place.REJECTED);
    Block good = VaporFormat.INSTANCE.block(unsigned, block.transactions());
    assertThat(chain.process(good).place()).isEqualTo(Place.MAIN);
    assertThat(chain.rules().witness(block.hash())).containsExactly(signature);
  }

  @Test
  void undoesABlockThatPaidTheRewardsToSomebodyElse() throws Exception {
    AttackChain exact =
        new AttackChain(
            folder.resolve("exact"),
            2,
            new ForkHeights(0, 0, ForkHeights.NEVER, ForkHeights.NEVER));
    try (exact) {
      exact.process(exact.block());
      exact.process(exact.block());
      BlockRef roundEnd = exact.engine().best();
      ConsensusResult before = exact.view().resultAfter(roundEnd);
      long due = Reward.sum(before.rewards());
      exact.process(
          exact.block(List.of(new IntraChainOutput(AssetAmount.btm(due), Bytes.of(0x51, 0x51)))));
      assertThat(exact.engine().best().height()).isEqualTo(3);
      exact.engine().rewind(2);
      assertThat(exact.view().resultAfter(exact.engine().best())).isEqualTo(before);
    }
  }
}
