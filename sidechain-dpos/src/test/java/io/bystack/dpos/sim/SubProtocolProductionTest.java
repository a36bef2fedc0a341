package io.bystack.dpos.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolOptions;
import io.bystack.core.chain.PoolOutcome.Place;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Block;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.core.model.TxOutput;
import io.bystack.dpos.GuardedSigner;
import io.bystack.dpos.TestProducer;
import io.bystack.dpos.VaporFormat;
import io.bystack.dpos.WatchingProtocol;
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

/** A producer asks the chain's sub-protocol what it wants in a block. */
class SubProtocolProductionTest {
  private static final long START = 1_700_000_003_000L;
  private static final Bytes ANYONE = Bytes.of(0x51);

  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime(START);
  private final WatchingProtocol sub = new WatchingProtocol();
  private final List<SlotResult> results = new ArrayList<>();
  private final List<Block> sent = new ArrayList<>();
  private TestProducer chain;
  private Mempool pool;
  private BlockProducer producer;

  @BeforeEach
  void open() throws Exception {
    chain = new TestProducer(folder, sub);
    chain.makeBlocks(500, 500);
    pool =
        Mempool.follow(
            chain.engine(), PoolOptions.of(chain.engine().protocol().poolPolicy().limits()));
    MemorySignOnce guard =
        new MemorySignOnce(
            SigningRecord.fresh(chain.engine().best().hash(), chain.key().xpub().bytes()));
    producer =
        new BlockProducer(
            new ProducerParts(
                chain.engine(),
                pool,
                chain.rules(),
                new GuardedSigner(chain.key(), guard),
                chain.draft()),
            ProducerSettings.of(ANYONE, GatePolicy.standard(1)),
            new ProducerSurroundings(timer(), this::snapshot, sent::add, results::add));
    sub.calls();
  }

  @AfterEach
  void close() {
    chain.close();
  }

  private ProducerTimer timer() {
    return new ProducerTimer() {
      @Override
      public long now() {
        return time.now();
      }

      @Override
      public void at(long millis, Runnable task) {
        time.at(millis, task);
      }
    };
  }

  private ProducerSnapshot snapshot() {
    long height = chain.engine().best().height();
    return new ProducerSnapshot(
        new ProducerSnapshot.Operator(true, true, true, true),
        new ProducerSnapshot.Clocks(Optional.empty(), 0),
        new ProducerSnapshot.Sync(height, height, true),
        new ProducerSnapshot.Guard(Optional.empty(), Optional.empty(), Optional.empty()),
        new ProducerSnapshot.Peers(0));
  }

  /** Spends the only output of a transaction that anyone may spend. */
  private static Transaction spend(Transaction paid, long amount) {
    SpendCommitment coin = SpendCommitment.of(paid.muxId(), AssetAmount.btm(1_000), 0, ANYONE);
    TxOutput output = new IntraChainOutput(AssetAmount.btm(amount), ANYONE);
    return VaporFormat.INSTANCE.transaction(
        TxFields.of(List.of(new SpendInput(coin, List.of())), List.of(output)));
  }

  private Block firstBlock() {
    producer.start();
    time.runTo(START + 600);
    producer.stop();
    return sent.getFirst();
  }

  @Test
  void addsWhatItProposesBehindThePoolsTransactions() throws Exception {
    Transaction claim = chain.claims(1).getFirst();
    assertThat(pool.submit(claim).place()).isEqualTo(Place.ADDED);
    Transaction match = spend(claim, 999);
    List<Long> gasLeft = new ArrayList<>();
    sub.proposer(draft -> {
      gasLeft.add(draft.gasLeft());
      assertThat(draft.timeIsUp().getAsBoolean()).isFalse();
      assertThat(draft.parent()).isEqualTo(chain.engine().best());
      return draft.transactions().contains(claim) ? List.of(match) : List.of();
    });
    Block block = firstBlock();
    assertThat(block.transactions().subList(1, 3)).containsExactly(claim, match);
    assertThat(gasLeft.getFirst()).isBetween(9_000_000L, 10_000_000L);
    assertThat(results).allMatch(r -> r.reasons().isEmpty());
    assertThat(sub.calls())
        .startsWith(
            "transaction at 3",
            "transaction at 3",
            "propose for 3",
            "transaction at 3",
            "transaction at 3",
            "transaction at 3",
            "transaction at 3",
            "block 3",
            "attach 3");
  }

  @Test
  void leavesOutWhatIsNotValidAndSaysSo() throws Exception {
    Transaction claim = chain.claims(1).getFirst();
    pool.submit(claim);
    Transaction tooMuch = spend(claim, 1_001);
    sub.proposer(draft -> draft.transactions().isEmpty() ? List.of() : List.of(tooMuch));
    assertThat(firstBlock().transactions()).hasSize(2);
    assertThat(reasons()).anyMatch(r -> r.startsWith("proposed transaction " + tooMuch.id()));
  }

  @Test
  void makesTheBlockWithoutItIfItFails() throws Exception {
    pool.submit(chain.claims(1).getFirst());
    sub.proposer(draft -> {
      throw RuleViolation.of("nothing matches", Verdict.TEMPORARY);
    });
    assertThat(firstBlock().transactions()).hasSize(2);
    assertThat(reasons()).contains("the sub-protocol proposes nothing: nothing matches");
  }

  @Test
  void leavesOutWhatItHasComeToRefuseWhileItWaited() throws Exception {
    List<Transaction> claims = chain.claims(2);
    claims.forEach(pool::submit);
    sub.refuse(claims.getFirst().id());
    assertThat(firstBlock().transactions()).hasSize(2).contains(claims.getLast());
    assertThat(pool.size()).isZero();
  }

  private List<String> reasons() {
    return results.stream().flatMap(r -> r.reasons().stream()).map(GateReason::facts).toList();
  }
}
