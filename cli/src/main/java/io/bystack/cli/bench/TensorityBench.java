package io.bystack.cli.bench;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import io.bystack.pow.tensority.FreeCores;
import io.bystack.pow.tensority.KernelChoice;
import io.bystack.pow.tensority.MatrixKernel;
import io.bystack.pow.tensority.SeedMatrices;
import io.bystack.pow.tensority.Tensority;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The proof-of-work function alone. */
final class TensorityBench {
  /** Multiplications with additions in one hash: 4 groups of 64 products of 256³ each. */
  static final double MULTIPLY_ADDS = 4.0 * 64 * 256 * 256 * 256;

  private static final int CORES = 2;
  private static final int SEEDS = 3;

  private final int hashes;

  TensorityBench(int hashes) {
    this.hashes = hashes;
  }

  List<Figure> run() throws Exception {
    MatrixKernel kernel = KernelChoice.choose(System::nanoTime);
    List<Figure> figures = new ArrayList<>();
    Tensority alone = new Tensority(kernel, Tensority.DEFAULT_SEEDS, FreeCores.none());
    SeedMatrices matrices = alone.matrices(hash("seed", 0));
    hash(alone, matrices, Math.max(3, hashes / 4));
    Measurement one = Measurement.of(() -> hash(alone, matrices, hashes));
    double cpuMillis = one.cpuMillisEach(hashes);
    String name = "Tensority (" + kernel.name() + "), warm seed, ";
    figures.add(Figure.atMost(60, name + "1 core, processor time", cpuMillis, "ms"));
    figures.add(Figure.of(name + "1 core, elapsed", one.seconds() * 1e3 / hashes, "ms"));
    figures.add(Figure.of("multiply-adds, 1 core", MULTIPLY_ADDS / cpuMillis / 1e6, "G/CPU-s"));
    onTwoCores(kernel, name, figures);
    Measurement cold =
        Measurement.of(() -> {
          for (int i = 0; i < SEEDS; i++) {
            kernel.matrices(hash("cold seed", i));
          }
        });
    figures.add(
        Figure.of("matrices of a cold seed, processor time", cold.cpuMillisEach(SEEDS), "ms"));
    figures.add(Figure.of("matrices of a cold seed, elapsed", cold.seconds() * 1e3 / SEEDS, "ms"));
    return figures;
  }

  private void onTwoCores(MatrixKernel kernel, String name, List<Figure> figures) throws Exception {
    try (ExecutorService helpers =
        Executors.newFixedThreadPool(CORES - 1, Thread.ofPlatform().daemon().factory())) {
      Tensority both =
          new Tensority(kernel, Tensority.DEFAULT_SEEDS, new FreeCores(helpers, CORES));
      SeedMatrices matrices = both.matrices(hash("seed", 0));
      hash(both, matrices, 3);
      Measurement two = Measurement.of(() -> hash(both, matrices, hashes));
      figures.add(Figure.of(name + CORES + " cores, elapsed", two.seconds() * 1e3 / hashes, "ms"));
    }
  }

  private static void hash(Tensority tensority, SeedMatrices matrices, int count) {
    for (int i = 0; i < count; i++) {
      tensority.hash(hash("header", i), matrices);
    }
  }

  private static Hash hash(String what, int index) {
    return Sha3.sha3(Bytes.utf8(what + index));
  }
}
