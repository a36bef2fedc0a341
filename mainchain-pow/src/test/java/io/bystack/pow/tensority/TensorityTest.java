package io.bystack.pow.tensority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Hash;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class TensorityTest {
  @Test
  void choosesAKernelThatGivesTheKnownResults() {
    MatrixKernel kernel = KernelChoice.choose(System::nanoTime);
    assertThat(kernel.name()).startsWith("vector");
  }

  @Test
  void aBandOfRowsIsThePartOfTheWhole() {
    byte[] matrix = new byte[MatrixKernel.MATRIX_BYTES];
    new Random(5).nextBytes(matrix);
    for (MatrixKernel kernel : KernelChoice.candidates()) {
      byte[] packed = new byte[MatrixKernel.MATRIX_BYTES];
      kernel.pack(matrix, packed, 0);
      byte[] whole = run(kernel, packed, 256);
      assertThat(run(kernel, packed, 64)).as(kernel.name()).isEqualTo(whole);
      assertThat(run(kernel, packed, 16)).as(kernel.name()).isEqualTo(whole);
    }
  }

  private static byte[] run(MatrixKernel kernel, byte[] packed, int rows) {
    byte[] product = new byte[MatrixKernel.MATRIX_BYTES];
    for (int first = 0; first < MatrixKernel.SIZE; first += rows) {
      MatrixChain chain = kernel.chain(packed, first, rows);
      chain.begin(0);
      chain.multiply(0);
      chain.multiply(0);
      chain.copyTo(product);
    }
    return product;
  }

  @Test
  void reducesAsTheSpecificationShows() {
    assertThat(ScalarKernel.reduce(5)).isEqualTo((byte) 5);
    assertThat(ScalarKernel.reduce(-1)).isEqualTo((byte) -2);
    assertThat(ScalarKernel.reduce(-5)).isEqualTo((byte) -6);
    assertThat(ScalarKernel.reduce(-128)).isEqualTo((byte) 127);
    assertThat(ScalarKernel.reduce(0x1234)).isEqualTo((byte) 0x46);
    assertThat(ScalarKernel.reduce(-300)).isEqualTo((byte) -46);
  }

  @Test
  void runsEveryPartOnceOnManyThreads() {
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      FreeCores cores = new FreeCores(pool, 4);
      AtomicIntegerArray runs = new AtomicIntegerArray(64);
      for (int i = 0; i < 50; i++) {
        cores.run(64, runs::incrementAndGet);
      }
      for (int i = 0; i < 64; i++) {
        assertThat(runs.get(i)).isEqualTo(50);
      }
    }
  }

  @Test
  void tellsTheCallerThatAPartFailed() {
    FreeCores cores = FreeCores.none();
    assertThatThrownBy(() ->
            cores.run(
                3,
                i -> {
                  if (i == 1) {
                    throw new IllegalArgumentException("part 1");
                  }
                }))
        .hasRootCauseMessage("part 1");
  }

  @Test
  void spreadsOverCoresWithTheSameResult() {
    MatrixKernel kernel = KernelChoice.candidates().getLast();
    Tensority alone = new Tensority(kernel, 2, FreeCores.none());
    Hash header = new Hash(1, 2, 3, 4);
    Hash expected = alone.hash(header, Hash.ZERO);
    try (ExecutorService pool = Executors.newFixedThreadPool(7)) {
      Tensority spread = new Tensority(kernel, 2, new FreeCores(pool, 8));
      assertThat(spread.hash(header, Hash.ZERO)).isEqualTo(expected);
    }
  }
}
