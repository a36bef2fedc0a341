package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.ChainSelection.Selected;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.chain.ChainVerifier;
import io.bystack.core.chain.ChainVerifier.Finding;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks stored blocks again. */
@Command(
    name = "verify",
    description = {
      "Check the stored blocks of a chain again: order, proofs, headers, transactions.",
      "With --replay all blocks are taken into an empty chain beside it, and the unspent outputs of"
          + " both are compared; an interrupted replay goes on when it is run again. Ends with 8 if"
          + " something is wrong. No node may be running on the data directory."
    },
    footer = {
      "%nExamples:",
      "  bystack chain verify --network solonet",
      "  bystack chain verify --from 1000 --to 2000",
      "  bystack chain verify --replay"
    })
final class ChainVerifyCommand implements Callable<ExitCode> {
  private final Terminal terminal;
  private final ProofSource proofs;

  @Mixin private ChainSelection selection;

  @Option(
      names = "--from",
      paramLabel = "HEIGHT",
      defaultValue = "1",
      description = "The first block (default: ${DEFAULT-VALUE}).")
  private long from;

  @Option(names = "--to", paramLabel = "HEIGHT", description = "The last block (default: the tip).")
  private Optional<Long> to = Optional.empty();

  @Option(names = "--replay", description = "Replay the whole chain and compare the results.")
  private boolean replay;

  ChainVerifyCommand(Terminal terminal, ProofSource proofs) {
    this.terminal = terminal;
    this.proofs = proofs;
  }

  @Override
  public ExitCode call() throws IOException {
    if (replay && (from != 1 || to.isPresent())) {
      throw CommandException.usage(
          "--replay takes the whole chain", "it cannot be given with --from or --to", "");
    }
    Selected selected = selection.select();
    try (Interrupt interrupt = Interrupt.listen();
        ChainOpener opener = new ChainOpener(proofs);
        OpenChain chain = opener.open(selected)) {
      if (chain.engine().best().height() == 0) {
        throw CommandException.usage("there is nothing to verify", "only genesis is stored", "");
      }
      Outcome outcome =
          replay
              ? new ChainReplay(opener, selected, terminal).run(chain, interrupt)
              : verify(chain, interrupt);
      return report(outcome, interrupt);
    }
  }

  /**
   * What came of a check.
   *
   * @param checked blocks found good
   * @param finding what is wrong, if anything
   */
  record Outcome(HeightRange range, long checked, double seconds, Optional<Finding> finding) {}

  private Outcome verify(OpenChain chain, Interrupt interrupt) {
    HeightRange range = HeightRange.of(from, to, chain.engine().best().height());
    Progress.Rate rate = new Progress.Rate(System::nanoTime);
    Optional<Finding> finding;
    try (Progress progress = Progress.start(terminal, "verify", range.to() - range.from() + 1)) {
      finding =
          chain.call(() ->
              new ChainVerifier(chain.engine())
                  .run(
                      range.from(),
                      range.to(),
                      height -> {
                        rate.add();
                        progress.at(rate.blocks(), height);
                        return !interrupt.requested();
                      }));
    }
    return new Outcome(range, rate.blocks(), rate.seconds(), finding);
  }

  private ExitCode report(Outcome outcome, Interrupt interrupt) {
    ObjectNode result = Json.object();
    result.put("from", outcome.range().from());
    result.put("to", outcome.range().to());
    result.put("checked", outcome.checked());
    result.put("seconds", Math.round(100 * outcome.seconds()) / 100.0);
    outcome
        .finding()
        .ifPresent(finding -> {
          result.put("wrong_height", finding.height());
          result.put("wrong", finding.what());
        });
    terminal.print(result);
    if (outcome.finding().isPresent()) {
      return ExitCode.DIFFERENCE;
    }
    if (interrupt.requested()) {
      terminal.err().println("bystack: stopped before the end");
      return ExitCode.FAILED;
    }
    return ExitCode.DONE;
  }
}
