package io.bystack.dpos.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolOptions;
import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import io.bystack.dpos.BlockSignature;
import io.bystack.dpos.GuardedSigner;
import io.bystack.dpos.OwnSigner;
import io.bystack.dpos.TestProducer;
import io.bystack.dpos.guard.MemorySignOnce;
import io.bystack.dpos.guard.SigningRecord;
import io.bystack.dpos.produce.BlockProducer;
import io.bystack.dpos.produce.GatePolicy;
import io.bystack.dpos.produce.GateReason;
import io.bystack.dpos.produce.ProducerParts;
import io.bystack.dpos.produce.ProducerSettings;
import io.bystack.dpos.produce.ProducerSnapshot;
import io.bystack.dpos.produce.ProducerSurroundings;
import io.bystack.dpos.produce.ProducerTimer;
import io.bystack.dpos.produce.SlotResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lone producer on a virtual clock. */
class BlockProducerTest {
  private static final long START = 1_700_000_003_000L;

  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime(START);
  private final List<SlotResult> results = new ArrayList<>();
  private final List<Block> sent = new ArrayList<>();
  private TestProducer chain;
  private Mempool pool;
  private MemorySignOnce guard;
  private BlockProducer producer;
  private boolean synced = true;
  // How far the producer's clock is ahead.
  private long skew;

  @BeforeEach
  void open() throws Exception {
    chain = new TestProducer(folder);
    pool =
        Mempool.follow(
            chain.engine(), PoolOptions.of(chain.engine().protocol().poolPolicy().limits()));
    guard =
        new MemorySignOnce(
            SigningRecord.fresh(chain.engine().best().hash(), chain.key().xpub().bytes()));
    producer = producer(new GuardedSigner(chain.key(), guard));
  }

  private BlockProducer producer(OwnSigner signer) {
    return new BlockProducer(
        new ProducerParts(chain.engine(), pool, chain.rules(), signer, chain.draft()),
        ProducerSettings.of(Bytes.of(0x51), GatePolicy.standard(1)),
        new ProducerSurroundings(timer(), this::snapshot, sent::add, results::add));
  }

  @AfterEach
  void close() {
    chain.close();
  }

  private ProducerTimer timer() {
    return new ProducerTimer() {
      @Override
      public long now() {
        return time.now() + skew;
      }

      @Override
      public void at(long millis, Runnable task) {
        time.at(millis - skew, task);
      }
    };
  }

  private ProducerSnapshot snapshot() {
    long height = chain.engine().best().height();
    return new ProducerSnapshot(
        new ProducerSnapshot.Operator(true, true, true, true),
        new ProducerSnapshot.Clocks(
            Optional.empty(), chain.engine().best().timestamp() - time.now()),
        new ProducerSnapshot.Sync(height, synced ? height : height + 9, true),
        new ProducerSnapshot.Guard(
            Optional.empty(),
            guard.record().last().map(SigningRecord.Signed::height),
            Optional.empty()),
        new ProducerSnapshot.Peers(0));
  }

  @Test
  void makesABlockInEverySlotAndSendsItBeforeItsTime() {
    producer.start();
    time.runTo(START + 10_000);
    assertThat(sent).hasSizeBetween(19, 20);
    for (int i = 1; i < sent.size(); i++) {
      long gap = sent.get(i).header().timestamp() - sent.get(i - 1).header().timestamp();
      assertThat(gap).isEqualTo(500);
    }
    assertThat(results).allMatch(r -> r.reasons().isEmpty());
    assertThat(chain.rules().finalBlock()).isEqualTo(chain.engine().best());
  }

  @Test
  void fillsABlockBeyondTheReferencesLimitAndTakesWhatComesLate() throws Exception {
    List<Transaction> claims = chain.claims(400);
    claims.subList(0, 300).forEach(pool::submit);
    producer.start();
    time.at(START + 300, () -> claims.subList(300, 400).forEach(pool::submit));
    time.runTo(START + 600);
    assertThat(sent).isNotEmpty();
    assertThat(sent.getFirst().transactions()).hasSize(401);
    assertThat(pool.size()).isZero();
  }

  @Test
  void saysOnceForEachSlotWhyItMadeNone() {
    synced = false;
    producer.start();
    time.runTo(START + 2_000);
    assertThat(sent).isEmpty();
    assertThat(results).hasSizeBetween(3, 4);
    assertThat(results)
        .allSatisfy(r ->
            assertThat(r.reasons())
                .extracting(GateReason::code)
                .containsExactly(GateReason.Code.NOT_IN_SYNC));
    synced = true;
    time.runTo(START + 4_000);
    assertThat(sent).hasSizeBetween(3, 4);
  }

  @Test
  void goesOnAtOnceWhenAClockThatRanAheadIsSetBack() {
    skew = 3_600_000;
    synced = false;
    producer.start();
    time.runTo(START + 2_250);
    assertThat(results).isNotEmpty();
    skew = 0;
    synced = true;
    time.runTo(START + 6_000);
    assertThat(sent).hasSizeBetween(5, 8);
  }

  @Test
  void signsNothingTheRecordHasUsedUp() throws Exception {
    guard.reserve(3, chain.engine().best().hash());
    producer.start();
    time.runTo(START + 3_000);
    assertThat(sent).isEmpty();
    assertThat(results.getFirst().reasons())
        .extracting(GateReason::code)
        .containsExactly(GateReason.Code.GUARD_HEIGHT);
    producer.stop();
    int before = results.size();
    time.runTo(START + 6_000);
    assertThat(results).hasSize(before);
  }

  @Test
  void goesOnWithTheVeryBlockThatWasSignedAndNeverStored() {
    GuardedSigner signer = new GuardedSigner(chain.key(), guard);
    List<Hash> signed = new ArrayList<>();
    BlockProducer dying =
        producer(
            new OwnSigner() {
              @Override
              public Bytes xpub() {
                return signer.xpub();
              }

              @Override
              public SigningRecord record() {
                return signer.record();
              }

              @Override
              public Optional<BlockSignature> sign(long height, Hash block) {
                if (signer.sign(height, block).isPresent()) {
                  signed.add(block);
                }
                throw new IllegalStateException("the process ends here");
              }
            });
    dying.start();
    assertThatThrownBy(() -> time.runTo(START + 2_000)).hasMessage("the process ends here");
    dying.stop();
    assertThat(signed).hasSize(1);
    assertThat(guard.record().last()).isPresent();
    assertThat(sent).isEmpty();
    producer.start();
    time.runTo(time.now() + 3_000);
    assertThat(sent).hasSizeGreaterThan(3);
    assertThat(sent.getFirst().hash()).isEqualTo(signed.getFirst());
    assertThat(sent.get(1).header().previous()).isEqualTo(signed.getFirst());
    assertThat(results).allMatch(r -> r.reasons().isEmpty());
  }
}
