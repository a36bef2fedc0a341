package io.bystack.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.BlockOutcome.Place;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Block;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.TxOutput;
import io.bystack.dpos.guard.MemorySignOnce;
import io.bystack.dpos.guard.SigningRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose key somebody else has, too, notices and signs nothing any more. */
class KeyWatchTest {
  private static final ForkHeights STRICT = new ForkHeights(0, 0, ForkHeights.NEVER, 0);
  private static final ForkHeights EXACT =
      new ForkHeights(0, 0, ForkHeights.NEVER, ForkHeights.NEVER);
  private static final List<TxOutput> NOTHING =
      List.of(new IntraChainOutput(AssetAmount.btm(0), AttackChain.ANYONE));

  @TempDir Path folder;
  private final WatchedEvents events = new WatchedEvents();
  private final XPrv key;
  private final MemorySignOnce guard;
  private final WatchedSigner signer;

  KeyWatchTest() throws Exception {
    key = AttackChain.producerKey();
    guard = new MemorySignOnce(SigningRecord.fresh(Hash.ZERO, key.xpub().bytes()));
    signer =
        new WatchedSigner(
            new GuardedSigner(key, guard), () -> events.foreignSignature().isPresent());
  }

  private AttackChain chain(ForkHeights forks) throws Exception {
    NodeRole role = new NodeRole(Optional.of(signer), SignatureAnnouncer.NONE, events);
    return new AttackChain(folder, 20, forks, role, SubProtocol.OFF);
  }

  /** Two blocks of one height, both signed with the key; we have made the first. */
  private List<Block> twins(AttackChain chain) throws Exception {
    BlockRef genesis = chain.engine().best();
    Block ours = chain.child(genesis, genesis.timestamp() + 500, NOTHING);
    guard.reserve(1, ours.hash());
    return List.of(ours, chain.child(genesis, genesis.timestamp() + 600, NOTHING));
  }

  private void assertNoticed() {
    assertThat(events.foreignSignature()).contains(1L);
    assertThat(events.alarms())
        .extracting(WatchedEvents.Alarm::kind)
        .containsOnlyOnce(WatchedEvents.Kind.KEY_USED_ELSEWHERE);
    assertThat(signer.isClosed()).isTrue();
    assertThat(signer.sign(2, Hash.ZERO)).isEmpty();
    assertThat(guard.record().last().map(SigningRecord.Signed::height).orElse(0L))
        .isLessThanOrEqualTo(1);
  }

  @Test
  void ownBlocksAreNoReasonToStop() throws Exception {
    try (AttackChain chain = chain(STRICT)) {
      Block ours = chain.block();
      guard.reserve(1, ours.hash());
      assertThat(chain.process(ours).place()).isEqualTo(Place.MAIN);
      assertThat(events.foreignSignature()).isEmpty();
      assertThat(signer.sign(2, ours.hash())).isPresent();
    }
  }

  @Test
  void aBlockAboveTheRecordIsNotOurs() throws Exception {
    try (AttackChain chain = chain(STRICT)) {
      assertThat(chain.process(chain.block()).place()).isEqualTo(Place.MAIN);
      assertNoticed();
    }
  }

  @Test
  void anotherBlockOfAHeightWeHaveSignedIsNotOurs() throws Exception {
    try (AttackChain chain = chain(STRICT)) {
      List<Block> twins = twins(chain);
      chain.process(twins.getFirst());
      assertThat(events.foreignSignature()).isEmpty();
      assertThat(chain.process(twins.getLast()).place()).isEqualTo(Place.SIDE);
      assertNoticed();
    }
  }

  @Test
  void soIsOneBelowTheRecord() throws Exception {
    try (AttackChain chain = chain(STRICT)) {
      List<Block> twins = twins(chain);
      chain.process(twins.getFirst());
      Block next = chain.block();
      guard.reserve(2, next.hash());
      chain.process(next);
      assertThat(events.foreignSignature()).isEmpty();
      chain.process(twins.getLast());
      assertThat(events.foreignSignature()).contains(1L);
      assertThat(signer.isClosed()).isTrue();
    }
  }

  @Test
  void soIsOneThatTheExactRulesRefuse() throws Exception {
    try (AttackChain chain = chain(EXACT)) {
      List<Block> twins = twins(chain);
      chain.process(twins.getFirst());
      assertThat(chain.process(twins.getLast()).place()).isEqualTo(Place.REJECTED);
      assertNoticed();
    }
  }

  @Test
  void aClosedSignerSignsNothing() {
    ClosedSigner closed = new ClosedSigner(key.xpub().bytes(), Hash.ZERO);
    assertThat(closed.isClosed()).isTrue();
    assertThat(new WatchedSigner(closed, () -> false).isClosed()).isTrue();
  }
}
