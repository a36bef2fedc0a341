package io.bystack.dpos.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Block;
import io.bystack.core.p2p.message.LedgerMessages.Headers;
import io.bystack.core.sync.PeerExtension;
import io.bystack.core.sync.SyncNode;
import io.bystack.core.sync.vectors.RecordedChain;
import io.bystack.core.sync.vectors.RecordingLink;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stops producers that are behind must not be something any single peer can say. */
class CredibleHeightTest {
  private static final long HUGE = 1L << 62;

  private final RecordedChain chain = DposTestChains.empty();
  private long now = 1_000_000;
  private final SyncNode node =
      new SyncNode(
          chain,
          new DposDialect(),
          PeerExtension.NONE,
          Runnable::run,
          () -> Instant.ofEpochMilli(now));

  @BeforeEach
  void haveBlocks() {
    DposTestChains.blocks(DposTestChains.GENESIS, 10, "a").forEach(chain::add);
  }

  private RecordingLink says(RecordingLink peer, long height, Hash hash) {
    node.received(peer, new DposMessages.Status(height, hash, 0, chain.genesis()));
    return peer;
  }

  private RecordingLink peer(long height, Hash hash) {
    RecordingLink peer = new RecordingLink(false);
    node.connected(peer);
    return says(peer, height, hash);
  }

  private long credible() {
    now += 100;
    node.tick(now);
    return node.credibleHeight();
  }

  private static Hash unknown(long number) {
    return new Hash(9, 9, 9, number);
  }

  @Test
  void onePeerCannotRaiseWhatTheOthersSay() {
    peer(10, chain.best().hash());
    peer(HUGE, unknown(1));
    assertThat(credible()).isEqualTo(10);
    now += 10_000;
    node.tick(now);
    assertThat(node.progress().target()).isEqualTo(10);
    assertThat(node.progress().caughtUp()).isTrue();
  }

  @Test
  void theHeightOfAKnownBlockIsNotWhatAPeerSays() {
    peer(HUGE, chain.best().hash());
    assertThat(credible()).isEqualTo(10);
  }

  @Test
  void aPeerThatShowsNothingForItsHeightIsNotBelieved() {
    RecordingLink liar = peer(HUGE, unknown(1));
    assertThat(credible()).isEqualTo(HUGE);
    node.received(liar, new Headers(List.of()));
    assertThat(credible()).isEqualTo(10);
    for (int i = 2; i <= 3; i++) {
      says(liar, HUGE, unknown(i));
      assertThat(credible()).isEqualTo(HUGE);
      node.received(liar, new Headers(List.of()));
      assertThat(credible()).isEqualTo(10);
    }
    says(liar, HUGE, unknown(4));
    assertThat(credible()).isEqualTo(10);
    node.received(liar, new Headers(List.of()));
    now += 600_000;
    assertThat(credible()).isEqualTo(10);
    List<Block> more = DposTestChains.blocks(chain.block(chain.best()), 5, "b");
    says(liar, 15, more.getLast().hash());
    assertThat(credible()).isEqualTo(15);
  }

  @Test
  void whatPeersAreAheadIsBelieved() {
    List<Block> more = DposTestChains.blocks(chain.block(chain.best()), 5, "b");
    Hash tip = more.getLast().hash();
    peer(15, tip);
    peer(15, tip);
    peer(10, chain.best().hash());
    assertThat(credible()).isEqualTo(15);
  }
}
