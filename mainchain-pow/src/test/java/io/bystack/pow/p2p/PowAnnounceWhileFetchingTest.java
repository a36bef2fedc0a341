package io.bystack.pow.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.model.Block;
import io.bystack.core.p2p.message.LedgerMessages.Blocks;
import io.bystack.core.p2p.message.LedgerMessages.Headers;
import io.bystack.core.p2p.message.LedgerMessages.MineBlock;
import io.bystack.core.sync.PeerExtension;
import io.bystack.core.sync.SyncNode;
import io.bystack.core.sync.vectors.RecordedChain;
import io.bystack.core.sync.vectors.RecordingLink;
import io.bystack.pow.ClassicGenesis;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is announced while blocks are being fetched. */
class PowAnnounceWhileFetchingTest {
  private final RecordedChain chain = PowTestChains.empty();
  private final RecordingLink withholder = new RecordingLink(false);
  private final RecordingLink other = new RecordingLink(false);
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));
  private final SyncNode node =
      new SyncNode(chain, new PowDialect(), PeerExtension.NONE, tasks::add, clock);
  private final List<Block> branch = PowTestChains.blocks(ClassicGenesis.solonet(), 3, "theirs");

  private void work() {
    while (!tasks.isEmpty()) {
      tasks.poll().run();
    }
  }

  private static Bytes quoted(String hex) {
    return Bytes.utf8('"' + hex + '"');
  }

  /** A peer has three blocks more than we have and gives their headers. */
  private void begin() {
    chain.onBest(_ -> node.bestChanged());
    node.connected(withholder);
    node.connected(other);
    node.received(other, new PowMessages.Status(0, chain.genesis(), chain.genesis()));
    node.received(withholder, new PowMessages.Status(3, branch.getLast().hash(), chain.genesis()));
    node.tick(clock.millis());
    node.received(
        withholder, new Headers(branch.stream().map(b -> quoted(b.header().toHex())).toList()));
    work();
    other.take();
  }

  private List<String> announced() {
    work();
    return other.take().stream()
        .filter(MineBlock.class::isInstance)
        .map(m -> ((MineBlock) m).text().toUtf8())
        .toList();
  }

  @Test
  void ourOwnBlockGoesOutThoughBodiesOfAnotherBranchAreWithheld() {
    begin();
    Block own = PowTestChains.blocks(ClassicGenesis.solonet(), 1, "own").getFirst();
    chain.add(own);
    assertThat(announced()).containsExactly(own.raw().toHex());
  }

  @Test
  void ofWhatIsFetchedOnlyTheLastBlockGoesOut() {
    begin();
    node.received(
        withholder, new Blocks(branch.stream().map(b -> quoted(b.raw().toHex())).toList()));
    assertThat(announced()).containsExactly(branch.getLast().raw().toHex());
  }
}
