package io.bystack.dpos.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.LongRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No two irreversible blocks of one height, no honest double signature, and irreversibility resumes
 * within two turns of honest producers after healing. A failure names its seed; {@code
 * -Dbystack.sim.seed=N} runs it alone.
 */
class SimulationTest {
  private static final int[] SIZES = {4, 7, 10};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void holdsUnderFaults(long seed) throws Exception {
    run(Long.getLong("bystack.sim.seed", seed));
  }

  @Test
  @Tag("long")
  void holdsUnderTwoThousandSeeds() throws Exception {
    for (long seed = 1_000; seed < 1_000 + LongRun.part(2_000); seed++) {
      run(seed);
    }
  }

  private void run(long seed) throws Exception {
    int producers = SIZES[(int) (seed % SIZES.length)];
    try (Simulation simulation = new Simulation(seed, producers, folder.resolve("seed" + seed))) {
      simulation.run();
      assertThat(simulation.irreversibleHeights()).as("seed " + seed).isPositive();
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }
}
