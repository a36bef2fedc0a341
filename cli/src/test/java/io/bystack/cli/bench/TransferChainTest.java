package io.bystack.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.chain.PoolOutcome;
import io.bystack.core.model.Transaction;
import io.bystack.core.store.SyncMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferChainTest {
  private static final int OUTPUTS = 2_800;

  @Test
  void itsBlocksConnectAndItsTransfersArePayable() throws Exception {
    TransferChain chain = new TransferChain(OUTPUTS);
    try (ScratchChain scratch =
        ScratchChain.open(chain.protocol(), TransferChain.CLOCK, SyncMode.ON_REQUEST)) {
      scratch.takeAll(chain.preparation());

      assertThat(scratch.host().engine().best().height()).isEqualTo(101);
      for (Transaction transfer : chain.transfers(20)) {
        assertThat(scratch.host().pool().submit(transfer).place())
            .isEqualTo(PoolOutcome.Place.ADDED);
      }
    }
  }

  @Test
  void aBlockHoldsAsManyTransfersAsItsGasIsEnoughFor() throws Exception {
    TransferChain chain = new TransferChain(3 * OUTPUTS);
    try (ScratchChain scratch =
        ScratchChain.open(chain.protocol(), TransferChain.CLOCK, SyncMode.ON_REQUEST)) {
      scratch.takeAll(chain.preparation());
      scratch.takeAll(chain.fullBlocks(1).stream());

      assertThat(scratch.host().engine().best().height()).isEqualTo(102);
      assertThat(chain.transfersPerBlock()).isBetween(5_000, 6_500);
    }
  }

  @Test
  void moreTransfersThanOutputsAreRefused() {
    TransferChain chain = new TransferChain(OUTPUTS);
    chain.preparation().forEach(_ -> {});
    chain.transfers(OUTPUTS - 1);

    assertThatThrownBy(() -> chain.transfers(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 transfers asked for, 1 outputs left: more --outputs are needed");
  }

  @Test
  void aFigureSaysWhetherItsTargetIsMet() {
    List<String> met =
        List.of(
            Figure.atLeast(30, "a", 30, "blocks/s").row().get("met").asText(),
            Figure.atLeast(30, "b", 29.9, "blocks/s").row().get("met").asText(),
            Figure.atMost(60, "c", 60.1, "ms").row().get("met").asText(),
            Figure.of("d", 1, "s").row().get("met").asText());

    assertThat(met).containsExactly("yes", "no", "no", "");
  }
}
