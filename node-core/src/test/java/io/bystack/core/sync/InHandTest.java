package io.bystack.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Hash;
import io.bystack.core.p2p.message.LaneMessage;
import io.bystack.core.p2p.message.LaneMessage.GetTransactions;
import io.bystack.core.sync.InHand.Load;
import io.bystack.core.sync.vectors.RecordingLink;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one peer, and all together, may keep us busy with. */
class InHandTest {
  private final PeerState one = peer();
  private final PeerState two = peer();

  private static PeerState peer() {
    return new PeerState(new RecordingLink(true), 0);
  }

  private static Hash thing(long number) {
    return new Hash(number, 0, 0, 0);
  }

  @Test
  void aPeerHasItsShareAndNoMore() {
    InHand inHand = new InHand(new Load(2, 100), new Load(10, 1_000));
    assertThat(inHand.take(one, thing(1), 10)).isTrue();
    assertThat(inHand.take(one, thing(2), 10)).isTrue();
    assertThat(inHand.take(one, thing(3), 10)).as("a third thing").isFalse();
    assertThat(inHand.take(two, thing(3), 101)).as("too many bytes").isFalse();
    assertThat(inHand.take(two, thing(3), 100)).isTrue();
    assertThat(inHand.inAll()).isEqualTo(new Load(3, 120));
    assertThat(inHand.release(thing(1))).isTrue();
    assertThat(inHand.release(thing(1))).isFalse();
    assertThat(inHand.take(one, thing(4), 10)).isTrue();
  }

  @Test
  void allTogetherHaveALimitToo() {
    InHand inHand = new InHand(new Load(10, 100), new Load(3, 150));
    assertThat(inHand.take(one, thing(1), 100)).isTrue();
    assertThat(inHand.take(two, thing(2), 51)).as("too many bytes").isFalse();
    assertThat(inHand.take(two, thing(2), 50)).isTrue();
    assertThat(inHand.take(two, thing(3), 0)).isTrue();
    assertThat(inHand.take(two, thing(4), 0)).as("a fourth thing").isFalse();
  }

  @Test
  void whatGrowsStaysWithinTheLimits() {
    InHand inHand = new InHand(new Load(10, 100), new Load(10, 150));
    assertThat(inHand.take(one, thing(1), 40)).isTrue();
    assertThat(inHand.grow(thing(1), 60)).isTrue();
    assertThat(inHand.grow(thing(1), 1)).isFalse();
    assertThat(inHand.grow(thing(2), 1)).as("not in hand").isFalse();
    assertThat(inHand.inAll()).isEqualTo(new Load(1, 100));
    assertThat(inHand.release(thing(1))).isTrue();
    assertThat(inHand.inAll()).isEqualTo(Load.NONE);
  }

  @Test
  void whatIsInHandIsNotTakenTwice() {
    InHand inHand = new InHand(new Load(10, 100), new Load(10, 100));
    assertThat(inHand.take(one, thing(1), 10)).isTrue();
    assertThat(inHand.take(two, thing(1), 10)).isFalse();
    assertThat(inHand.contains(thing(1))).isTrue();
    assertThat(inHand.inAll()).isEqualTo(new Load(1, 10));
  }

  private static List<Hash> ids(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(InHandTest::thing).toList();
  }

  private static int asked(PeerState peer) {
    return ((RecordingLink) peer.link())
        .take().stream()
            .filter(GetTransactions.class::isInstance)
            .mapToInt(message -> ((GetTransactions) message).ids().size())
            .sum();
  }

  @Test
  void announcementsOfOnePeerDoNotCrowdOutThoseOfOthers() {
    TransactionFetch fetch = new TransactionFetch();
    for (int at = 0; at < 100_000; at += LaneMessage.MAX_TRANSACTIONS) {
      fetch.announced(one, ids(at, LaneMessage.MAX_TRANSACTIONS), 0);
    }
    assertThat(asked(one)).isEqualTo(8_192).isEqualTo(fetch.size());
    fetch.announced(two, ids(200_000, 500), 0);
    assertThat(asked(two)).isEqualTo(500);
    ids(0, 100).forEach(fetch::came);
    fetch.announced(one, ids(300_000, 200), 1_000);
    assertThat(asked(one)).isEqualTo(100);
    fetch.gone(one);
    fetch.tick(1_500);
    assertThat(fetch.size()).isEqualTo(500);
    fetch.tick(10_000);
    assertThat(fetch.size()).isZero();
    fetch.announced(one, ids(0, 1_000), 10_000);
    assertThat(asked(one)).isEqualTo(1_000);
  }

  @Test
  void manyPeersTogetherAnnounceWithinALimit() {
    TransactionFetch fetch = new TransactionFetch();
    for (int i = 0; i < 20; i++) {
      fetch.announced(peer(), ids(i * 10_000, 8_192), 0);
    }
    assertThat(fetch.size()).isEqualTo(65_536);
  }
}
