package io.bystack.pow.mining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.TipChange;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.store.StoreException;
import io.bystack.pow.ClassicHeader;
import io.bystack.pow.consensus.CompactTarget;
import io.bystack.pow.consensus.Subsidy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MiningTest {
  private static final long GENESIS_TIME = 1_528_945_000;
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(GENESIS_TIME));

  @TempDir Path folder;
  private SolonetNode node;

  @BeforeEach
  void open() throws StoreException {
    node = new SolonetNode(folder, CLOCK);
  }

  @AfterEach
  void close() {
    node.close();
  }

  /** The first nonce that solves, or the first that does not. */
  private ClassicHeader search(BlockTemplate template, boolean solving) {
    for (long nonce = 0; ; nonce++) {
      ClassicHeader header = template.header(nonce);
      boolean met =
          CompactTarget.isMet(node.function().hash(header.hash(), template.seed()), header.bits());
      if (met == solving) {
        return header;
      }
    }
  }

  @Test
  void templateIsAValidBlockThatPaysTheSubsidy() throws WorkRejected {
    node.board().change(s -> s.withArbitrary(Bytes.of(0xff, 0x00, 0xff)));
    node.settle();
    BlockTemplate template = node.board().current();
    Transaction coinbase = template.transactions().getFirst();
    assertThat(coinbase.inputs())
        .containsExactly(new CoinbaseInput(Bytes.of(0x00, 0x31, 0xff, 0x00, 0xff)));
    assertThat(coinbase.outputs().getFirst().value()).isEqualTo(AssetAmount.btm(Subsidy.BASE));
    ClassicHeader solved = search(template, true);
    node.board().submit(Optional.of(solved));
    assertThat(node.engine().best().hash()).isEqualTo(solved.hash());
  }

  @Test
  void refusesWorkThatSolvesNothingOrIsStale() throws WorkRejected {
    WorkBoard board = node.board();
    assertThatThrownBy(() -> board.submit(Optional.empty())).hasMessage("can't submit empty block");
    BlockTemplate first = board.current();
    ClassicHeader wrong = search(first, false);
    assertThatThrownBy(() -> board.submit(Optional.of(wrong)))
        .hasMessage("invalid difficulty proof of work: invalid block");
    ClassicHeader right = search(first, true);
    board.submit(Optional.of(right));
    node.settle();
    assertThatThrownBy(() -> board.submit(Optional.of(right)))
        .isInstanceOfSatisfying(
            WorkRejected.class,
            e -> assertThat(e.why()).isEqualTo("another block of this height came first"))
        .hasMessage("pending mining block has been changed");
  }

  @Test
  void takesWorkOfAnEarlierTemplateOverTheSameTip() throws WorkRejected {
    BlockTemplate earlier = node.board().current();
    node.board().change(s -> s.withProgram(Bytes.fromHex("0014" + "11".repeat(20))));
    node.settle();
    assertThat(node.board().current().header().transactionRoot())
        .isNotEqualTo(earlier.header().transactionRoot());
    ClassicHeader solved = search(earlier, true);
    node.board().submit(Optional.of(solved));
    assertThat(node.engine().best().hash()).isEqualTo(solved.hash());
  }

  @Test
  void refusesCoinbaseBytesThatCouldNotBeMined() {
    Bytes longest = Bytes.wrap(new byte[107]);
    assertThat(node.board().settings().withArbitrary(longest).arbitrary()).isEqualTo(longest);
    assertThatThrownBy(() -> node.board().settings().withArbitrary(Bytes.wrap(new byte[108])))
        .hasMessage("Arbitrary exceeds limit: 107");
  }

  @Test
  void cpuMinerFindsBlocksUntilItIsClosed() throws InterruptedException {
    CountDownLatch two = new CountDownLatch(2);
    node.engine().addListener((TipChange change) -> two.countDown());
    CpuMiner miner =
        CpuMiner.start(node.board(), node.function(), 2, Thread.ofPlatform().daemon().factory());
    try (miner) {
      assertThat(two.await(3, TimeUnit.MINUTES)).isTrue();
    }
    long hashes = miner.hashes();
    assertThat(miner.blocks()).isGreaterThanOrEqualTo(2);
    assertThat(hashes).isGreaterThanOrEqualTo(miner.blocks());
    node.settle();
    assertThat(miner.hashes()).isEqualTo(hashes);
  }
}
