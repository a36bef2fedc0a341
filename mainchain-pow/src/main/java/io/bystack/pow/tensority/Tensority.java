package io.bystack.pow.tensority;

import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The proof-of-work function T(header hash, seed) (spec/03 §3). Keeps the matrices of recent seeds;
 * one hash spreads over the cores that are free, and any number of hashes may be computed at the
 * same time. Thread-safe.
 */
public final class Tensority {
  /** Independent chains of products per hash. */
  public static final int GROUPS = 4;

  /** Seeds kept by default: the current, the next or previous one, and two of side branches. */
  public static final int DEFAULT_SEEDS = 4;

  private static final int SEQUENCE = 32;
  private static final int ROUNDS = 2;

  private final MatrixKernel kernel;
  private final SeedCache seeds;
  private final FreeCores cores;
  private final int bands;

  public Tensority(MatrixKernel kernel, int seedLimit, FreeCores cores) {
    this.kernel = kernel;
    this.seeds = new SeedCache(kernel::matrices, seedLimit);
    this.cores = cores;
    this.bands = bands(cores.cores());
  }

  /** As few bands of rows as keep every core busy: each band reads all matrices again. */
  private static int bands(int cores) {
    int bands = 1;
    while (bands * GROUPS < cores && bands < 16) {
      bands *= 2;
    }
    return bands;
  }

  /** The kernel in use, for logs and metrics. */
  public String kernelName() {
    return kernel.name();
  }

  /** The proof-of-work hash. The first call with a new seed builds its matrices. */
  public Hash hash(Hash header, Hash seed) {
    return hash(header, matrices(seed));
  }

  /** The matrices of a seed, from the cache or built now. */
  public SeedMatrices matrices(Hash seed) {
    return seeds.get(seed);
  }

  /** Lets an executor build the matrices of a seed ahead of its first use. */
  public void prepare(Hash seed, Executor executor) {
    seeds.prepare(seed, executor);
  }

  /** The proof-of-work hash with matrices this object's {@link #matrices} gave. */
  public Hash hash(Hash header, SeedMatrices matrices) {
    byte[] bytes = header.toArray();
    List<byte[]> products = new ArrayList<>(GROUPS);
    for (int group = 0; group < GROUPS; group++) {
      products.add(new byte[MatrixKernel.MATRIX_BYTES]);
    }
    int rows = MatrixKernel.SIZE / bands;
    cores.run(
        GROUPS * bands,
        part -> {
          int group = part / bands;
          MatrixChain chain = kernel.chain(matrices.packed(), part % bands * rows, rows);
          run(chain, sequence(bytes, group));
          chain.copyTo(products.get(group));
        });
    return MatrixDigest.hash(products);
  }

  /** The 32 matrix indexes, as unsigned bytes, of one group of a header hash (spec/03 §3.6). */
  public static byte[] sequence(byte[] header, int group) {
    return Sha3.sha3(header, 8 * group, 8).toArray();
  }

  private static void run(MatrixChain chain, byte[] sequence) {
    chain.begin(sequence[0] & 0xff);
    for (int step = 1; step < ROUNDS * SEQUENCE; step++) {
      chain.multiply(sequence[step % SEQUENCE] & 0xff);
    }
  }
}
