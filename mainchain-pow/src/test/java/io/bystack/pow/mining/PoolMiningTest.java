package io.bystack.pow.mining;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.PoolOutcome;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Suffixes;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.core.store.StoreException;
import io.bystack.pow.ClassicFormat;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates with transactions. Every header solves: the chain must be long, not hard. */
class PoolMiningTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_528_945_000));

  @TempDir Path folder;
  private SolonetNode node;

  @BeforeEach
  void open() throws StoreException {
    node = new SolonetNode(folder, CLOCK, (header, seed) -> Hash.ZERO);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private void mine() throws WorkRejected {
    node.board().submit(Optional.of(node.board().work().header()));
    node.settle();
  }

  @Test
  void timestampsAdvanceThoughTheClockStandsStill() throws WorkRejected {
    for (int i = 1; i <= 20; i++) {
      mine();
      assertThat(node.engine().best().height()).isEqualTo(i);
    }
  }

  @Test
  void minesTransactionsOfThePoolWithTheirFees() throws WorkRejected {
    Transaction coinbase = node.board().current().transactions().getFirst();
    // A coinbase may be spent 100 blocks later.
    for (int i = 0; i < 100; i++) {
      mine();
    }
    long fee = 20_000_000;
    Transaction spend = spend(coinbase, fee);
    assertThat(node.pool().submit(spend).place()).isEqualTo(PoolOutcome.Place.ADDED);
    node.board().refresh();
    node.settle();
    BlockTemplate template = node.board().current();
    assertThat(template.transactions()).contains(spend);
    assertThat(template.fees()).isEqualTo(fee);
    mine();
    assertThat(node.engine().best().height()).isEqualTo(101);
    assertThat(node.pool().size()).isZero();
  }

  private static Transaction spend(Transaction coinbase, long fee) {
    OriginalOutput output = (OriginalOutput) coinbase.outputs().getFirst();
    SpendCommitment spent =
        new SpendCommitment(coinbase.muxId(), output.value(), 0, output.program(), Bytes.EMPTY);
    return ClassicFormat.INSTANCE.transaction(
        TxFields.of(
            List.of(new SpendInput(spent, List.of(), Suffixes.NONE)),
            List.of(
                new OriginalOutput(
                    AssetAmount.btm(output.value().amount() - fee), Bytes.of(0x51)))));
  }
}
