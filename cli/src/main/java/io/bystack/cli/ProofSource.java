package io.bystack.cli;

import io.bystack.pow.consensus.PowFunction;
import io.bystack.pow.tensority.FreeCores;
import io.bystack.pow.tensority.KernelChoice;
import io.bystack.pow.tensority.Tensority;
import java.util.concurrent.ExecutorService;

/** Where the commands get the main chain's proofs of work from. */
@FunctionalInterface
interface ProofSource {
  /** Tensority: every proof is computed. */
  ProofSource TENSORITY =
      (background, cores) ->
          PowFunction.of(
              new Tensority(
                  KernelChoice.choose(System::nanoTime),
                  Tensority.DEFAULT_SEEDS,
                  new FreeCores(background, cores)),
              background);

  /** For commands that take no blocks: nothing is prepared, and no proof can be asked for. */
  ProofSource NONE =
      (background, cores) ->
          (header, seed) -> {
            throw new IllegalStateException("a command that checks no block asks for a proof");
          };

  /**
   * A function ready for use.
   *
   * @param background builds what will be needed soon
   */
  PowFunction open(ExecutorService background, int cores);
}
