package io.bystack.pow.tensority;

import io.bystack.core.bytes.Hash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Picks the fastest kernel this runtime can run and proves it on known pairs before it is used. A
 * kernel that errs is passed over with a warning; if none is right the node must not start.
 */
public final class KernelChoice {
  private static final Logger LOG = LoggerFactory.getLogger(KernelChoice.class);
  private static final String PAIRS = "self-check.txt";

  private static final int REFERENCE_PRODUCTS = 16;

  /**
   * How long the JIT compiler may take to make a kernel fast; it may be waiting for a busy core.
   */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private KernelChoice() {}

  /** A header hash, a seed and the proof-of-work hash they give. */
  private record Pair(Hash header, Hash seed, Hash pow) {}

  /**
   * The fastest correct kernel. Takes about a second, more if the machine is busy.
   *
   * @param nanoTime a monotonic clock in nanoseconds, for the comparison
   * @throws IllegalStateException if no kernel gives the known results
   */
  public static MatrixKernel choose(LongSupplier nanoTime) {
    List<Pair> pairs = pairs();
    for (MatrixKernel kernel : fastestFirst(candidates(), nanoTime)) {
      if (isCorrect(kernel, pairs)) {
        LOG.info("Tensority kernel: {}", kernel.name());
        return kernel;
      }
      LOG.warn("Tensority kernel {} gives wrong results on this machine, not used", kernel.name());
    }
    throw new IllegalStateException("no Tensority kernel gives the known results on this machine");
  }

  private static List<MatrixKernel> fastestFirst(
      List<MatrixKernel> candidates, LongSupplier nanoTime) {
    List<MatrixKernel> ordered = new ArrayList<>();
    long best = Long.MAX_VALUE;
    for (MatrixKernel kernel : candidates) {
      long nanos = productNanos(kernel, best, nanoTime);
      if (nanos < best) {
        best = nanos;
        ordered.addFirst(kernel);
      } else {
        ordered.add(kernel);
      }
    }
    return ordered;
  }

  /** The kernels this runtime can load, the plainest first. */
  public static List<MatrixKernel> candidates() {
    List<MatrixKernel> kernels = new ArrayList<>();
    kernels.add(new ScalarKernel());
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
      kernels.add(new VectorKernel());
    } else {
      LOG.info("module jdk.incubator.vector is not there, Tensority runs without it");
    }
    return kernels;
  }

  /** The shortest time of a product; goes on until it is below {@code rival} or patience ends. */
  private static long productNanos(MatrixKernel kernel, long rival, LongSupplier nanoTime) {
    MatrixChain chain = kernel.chain(new byte[MatrixKernel.MATRIX_BYTES], 0, MatrixKernel.SIZE);
    long start = nanoTime.getAsLong();
    long now = start;
    long best = Long.MAX_VALUE;
    for (int i = 0;
        (i < REFERENCE_PRODUCTS || best >= rival) && now - start < PATIENCE_NANOS;
        i++) {
      long before = nanoTime.getAsLong();
      chain.multiply(0);
      now = nanoTime.getAsLong();
      best = Math.min(best, now - before);
    }
    return best;
  }

  private static boolean isCorrect(MatrixKernel kernel, List<Pair> pairs) {
    Tensority tensority = new Tensority(kernel, 2, FreeCores.none());
    return pairs.stream().allMatch(p -> tensority.hash(p.header, p.seed).equals(p.pow));
  }

  private static List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    try (InputStream in = KernelChoice.class.getResourceAsStream(PAIRS)) {
      if (in == null) {
        throw new IllegalStateException("resource " + PAIRS + " is missing");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        List<String> words = List.of(line.split(" "));
        pairs.add(
            new Pair(
                Hash.fromHex(words.get(0)),
                Hash.fromHex(words.get(1)),
                Hash.fromHex(words.get(2))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pairs;
  }
}
