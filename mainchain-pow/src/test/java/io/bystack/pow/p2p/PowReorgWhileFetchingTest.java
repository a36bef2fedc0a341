package io.bystack.pow.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.model.Block;
import io.bystack.core.p2p.message.LedgerMessages.GetBlocks;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.sync.PeerExtension;
import io.bystack.core.sync.SyncNode;
import io.bystack.core.sync.vectors.RecordedChain;
import io.bystack.core.sync.vectors.RecordingLink;
import io.bystack.pow.ClassicGenesis;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reference node changes its branch between its headers and its blocks. */
class PowReorgWhileFetchingTest {
  private static final int TICK_MILLIS = 100;
  private static final int MOST_TICKS = 200;

  private final RecordedChain ours = PowTestChains.empty();
  private final RecordedChain theirs = PowTestChains.empty();
  private final RecordingLink toThem = new RecordingLink(false);
  private final RecordingLink toUs = new RecordingLink(false);
  // As on the peers' one thread: one task after the other.
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private long now;
  private final InstantSource clock = () -> Instant.ofEpochMilli(now);
  private final SyncNode we = node(ours);
  private final SyncNode they = node(theirs);

  private SyncNode node(RecordedChain chain) {
    return new SyncNode(chain, new PowDialect(), PeerExtension.NONE, tasks::add, clock);
  }

  private static List<Block> branch(List<Block> from, int shared, int length) {
    List<Block> branch = new ArrayList<>(from.subList(0, shared));
    Block parent = shared == 0 ? ClassicGenesis.solonet() : from.get(shared - 1);
    branch.addAll(PowTestChains.blocks(parent, length - shared, "other"));
    return branch;
  }

  /** Lets both speak until they have nothing more to say; they turn when first asked for blocks. */
  private void speak(List<Block> later) {
    work();
    List<Message> said = toThem.take();
    while (!said.isEmpty()) {
      for (Message message : said) {
        if (message instanceof GetBlocks) {
          later.forEach(theirs::add);
        }
        they.received(toUs, message);
        work();
        toUs.take().forEach(answer -> we.received(toThem, answer));
      }
      work();
      said = toThem.take();
    }
  }

  private void work() {
    while (!tasks.isEmpty()) {
      tasks.poll().run();
    }
  }

  private void follows(List<Block> before, List<Block> later) {
    before.forEach(theirs::add);
    they.connected(toUs);
    we.connected(toThem);
    toUs.take().forEach(message -> we.received(toThem, message));
    int ticks = 0;
    while (ours.best().height() < before.size() && ticks < MOST_TICKS) {
      ticks++;
      now += TICK_MILLIS;
      speak(later);
      we.tick(now);
    }
    assertThat(ours.mainChainAt(before.size()).orElseThrow().hash())
        .isEqualTo(later.get(before.size() - 1).hash());
    assertThat(toThem.offences()).hasSizeLessThanOrEqualTo(2).allMatch(o -> o.startsWith("SLOW"));
  }

  @Test
  void atTheTip() {
    List<Block> before = PowTestChains.blocks(ClassicGenesis.solonet(), 10, "first");
    follows(before, branch(before, 9, 11));
  }

  @Test
  void belowAllThatIsFetched() {
    List<Block> before = PowTestChains.blocks(ClassicGenesis.solonet(), 10, "first");
    follows(before, branch(before, 0, 12));
  }

  @Test
  void belowTheStartOfABatch() {
    // Batches of 63: the second begins with a block that is on their chain no more.
    List<Block> before = PowTestChains.blocks(ClassicGenesis.solonet(), 100, "first");
    follows(before, branch(before, 50, 101));
  }
}
