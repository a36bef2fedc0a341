package io.bystack.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.model.Block;
import io.bystack.core.p2p.message.LaneMessage.Bodies;
import io.bystack.core.p2p.message.LaneMessage.GetBodies;
import io.bystack.core.sync.SyncDialect.PeerStatus;
import io.bystack.core.sync.Wanted.Stage;
import io.bystack.core.sync.vectors.RecordingLink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How much of what is downloaded is held at a time; a chain's module runs it for its blocks. */
public abstract class BodyMemoryContract {
  private static final int COUNT = 20;

  private final TestNetwork network;
  private final List<Block> blocks;
  private final Deque<Wanted> queue = new ArrayDeque<>();
  private final RecordingLink link = new RecordingLink(true);
  private final PeerState peer = new PeerState(link, 0);

  protected BodyMemoryContract(TestNetwork network) {
    this.network = network;
    this.blocks = network.blocks(network.genesis(), COUNT, "memory");
    blocks.forEach(block -> queue.add(new Wanted(block.header())));
    peer.status(new PeerStatus(COUNT, blocks.getLast().hash(), 0, Optional.empty()));
  }

  private BodyFetch fetch(BodyFetch.Memory memory) {
    return new BodyFetch(network.empty().format(), network.fresh().dialect(), queue, memory);
  }

  private long bytes(int count) {
    return blocks.subList(0, count).stream().mapToLong(block -> block.raw().length()).sum();
  }

  private long stages(Stage stage) {
    return queue.stream().filter(wanted -> wanted.stage() == stage).count();
  }

  /** Answers the requests for bodies in full. */
  private void answer(BodyFetch fetch) {
    for (var message : link.take()) {
      GetBodies asked = (GetBodies) message;
      List<Bytes> bodies =
          asked.blocks().stream()
              .map(hash ->
                  blocks.stream()
                      .filter(b -> b.hash().equals(hash))
                      .findFirst()
                      .orElseThrow()
                      .raw())
              .toList();
      fetch.receivedBodies(peer, new Bodies(asked.request(), bodies), 0);
    }
  }

  @Test
  void whatComesBeyondTheLimitIsAskedForAgainLater() {
    BodyFetch fetch = fetch(new BodyFetch.Memory(1 << 20, bytes(3)));
    fetch.assign(Set.of(peer), 0);
    answer(fetch);
    assertThat(stages(Stage.HERE)).isEqualTo(3);
    assertThat(stages(Stage.MISSING)).isEqualTo(COUNT - 3);
    assertThat(fetch.heldBytes()).isEqualTo(bytes(3));
    for (int done = 0; done < COUNT; done++) {
      if (queue.element().stage() == Stage.MISSING) {
        fetch.assign(Set.of(peer), 0);
        answer(fetch);
      }
      assertThat(fetch.heldBytes()).isLessThanOrEqualTo(bytes(COUNT) / COUNT * 4);
      assertThat(queue.element().stage()).isEqualTo(Stage.HERE);
      fetch.released(queue.remove());
    }
    assertThat(fetch.heldBytes()).isZero();
    assertThat(link.offences()).isEmpty();
  }

  @Test
  void theBlockAllWaitForIsTakenWhateverItsSize() {
    BodyFetch fetch = fetch(new BodyFetch.Memory(1 << 20, 1));
    fetch.assign(Set.of(peer), 0);
    answer(fetch);
    assertThat(queue.element().stage()).isEqualTo(Stage.HERE);
    assertThat(stages(Stage.HERE)).isEqualTo(1);
  }

  @Test
  void noMoreIsAskedForThanIsExpectedToFit() {
    // Blocks are taken for 500 bytes until some are here.
    BodyFetch fetch = fetch(new BodyFetch.Memory(400, 1 << 20));
    List.copyOf(queue).get(1).here(blocks.get(1), peer);
    fetch.assign(Set.of(peer), 0);
    assertThat(stages(Stage.ASKED)).isEqualTo(1);
    fetch.assign(Set.of(peer), 0);
    assertThat(stages(Stage.ASKED)).isEqualTo(1);
  }
}
