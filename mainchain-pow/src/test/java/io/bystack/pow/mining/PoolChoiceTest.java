package io.bystack.pow.mining;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.PoolOutcome;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.consensus.PowNetwork;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolChoiceTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_528_945_000));

  @TempDir Path folder;

  @Test
  void looksOnceMoreWhenTimeIsShortAndThenNoMore() throws Exception {
    try (SolonetNode node = new SolonetNode(folder, CLOCK, (header, seed) -> Hash.ZERO)) {
      Transaction coinbase = node.board().current().transactions().getFirst();
      for (int i = 0; i < 100; i++) {
        node.board().submit(Optional.of(node.board().work().header()));
        node.settle();
      }
      Transaction spend = spend(coinbase);
      assertThat(node.pool().submit(spend).place()).isEqualTo(PoolOutcome.Place.ADDED);
      // Every look at the clock takes a second: there is never time for a transaction.
      AtomicLong millis = new AtomicLong();
      InstantSource slow = () -> Instant.ofEpochMilli(millis.addAndGet(1000));
      PoolChoice choice = new PoolChoice(node.pool(), PowNetwork.MAX_BLOCK_GAS, slow);
      assertThat(choice.after(node.engine().best()).transactions()).isEmpty();
      assertThat(choice.isComplete()).isFalse();
      assertThat(choice.after(node.engine().best()).transactions()).isEmpty();
      assertThat(choice.isComplete()).isTrue();

      PoolChoice quick = new PoolChoice(node.pool(), PowNetwork.MAX_BLOCK_GAS, CLOCK);
      assertThat(quick.after(node.engine().best()).transactions()).containsExactly(spend);
      assertThat(quick.isComplete()).isTrue();
    }
  }

  private static Transaction spend(Transaction coinbase) {
    OriginalOutput output = (OriginalOutput) coinbase.outputs().getFirst();
    AssetAmount less = AssetAmount.btm(output.value().amount() - 20_000_000);
    return ClassicFormat.INSTANCE.transaction(
        TxFields.of(
            List.of(
                new SpendInput(
                    SpendCommitment.of(
                        coinbase.muxId(), output.value(), 0, output.program().code()),
                    List.of())),
            List.of(new OriginalOutput(less, Bytes.of(0x51)))));
  }
}
