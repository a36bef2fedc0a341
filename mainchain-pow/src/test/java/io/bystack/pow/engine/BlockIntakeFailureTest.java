package io.bystack.pow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.BlockIntake;
import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.ChainThread;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.model.Block;
import io.bystack.pow.consensus.PowFunction;
import io.bystack.pow.mining.BlockTemplate;
import io.bystack.pow.mining.SolonetNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of peers' blocks to the engine when something there fails. */
class BlockIntakeFailureTest {
  private static final int PATIENCE_SECONDS = 60;

  @TempDir Path folder;
  private volatile boolean broken;

  private BlockOutcome submit(BlockIntake intake, Block block) throws Exception {
    CompletableFuture<BlockOutcome> outcome = new CompletableFuture<>();
    intake.submit(block, outcome::complete);
    return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void aBlockThatMakesTheEngineFailIsAnsweredAndTheNextOnesAreTaken() throws Exception {
    PowFunction function =
        (header, seed) -> {
          if (broken) {
            throw new IllegalStateException("a bug in the proof");
          }
          return Hash.ZERO;
        };
    try (SolonetNode node = new SolonetNode(folder, Clock.systemUTC(), function);
        ChainThread thread = new ChainThread("intake")) {
      BlockIntake intake = new BlockIntake(node.engine(), thread.own(), BlockIntake.Limits.DEFAULT);
      BlockTemplate template = node.board().current();
      Block block = template.block(template.header(0));
      broken = true;
      BlockOutcome failed = submit(intake, block);
      assertThat(failed.violation().orElseThrow().verdict()).isEqualTo(Verdict.TEMPORARY);
      assertThat(failed.violation().orElseThrow()).hasMessageContaining("a bug in the proof");
      broken = false;
      assertThat(submit(intake, block).place()).isEqualTo(BlockOutcome.Place.MAIN);
      assertThat(node.engine().best().hash()).isEqualTo(block.hash());
      assertThat(thread.failures()).as("it was told of").isEqualTo(1);
    }
  }

  @Test
  void aCallbackThatFailsKeepsNoOtherBlockFromItsAnswer() throws Exception {
    try (SolonetNode node = new SolonetNode(folder, Clock.systemUTC(), (_, _) -> Hash.ZERO);
        ChainThread thread = new ChainThread("intake")) {
      BlockIntake intake = new BlockIntake(node.engine(), thread.own(), BlockIntake.Limits.DEFAULT);
      BlockTemplate template = node.board().current();
      Block block = template.block(template.header(0));
      intake.submit(
          block,
          _ -> {
            throw new IllegalStateException("a bug in who asked");
          });
      assertThat(submit(intake, block).place())
          .isIn(BlockOutcome.Place.KNOWN, BlockOutcome.Place.REJECTED);
      assertThat(submit(intake, block).place()).isEqualTo(BlockOutcome.Place.KNOWN);
    }
  }
}
