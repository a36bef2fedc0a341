package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows how full a pool is. */
@Command(
    name = "stats",
    description = {
      "Show how full a running node's pool is and what its transactions pay.",
      "fee_rates counts transactions by fee rate, in steps that double, in neu per gas."
    },
    footer = {"%nExamples:", "  bystack mempool stats", "  bystack mempool stats -o json"})
final class MempoolStatsCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private LiveChain chain;

  MempoolStatsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    terminal.print((ObjectNode) chain.call("/bystack/pool-stats", Json.object()));
    return ExitCode.DONE;
  }
}
