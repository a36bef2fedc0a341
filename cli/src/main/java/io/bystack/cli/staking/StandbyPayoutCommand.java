package io.bystack.cli.staking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.staking.ChainQueries.Rules;
import io.bystack.core.bytes.Bytes;
import io.bystack.dpos.staking.Payout;
import io.bystack.dpos.staking.PayoutJournal;
import io.bystack.dpos.staking.StandbyPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code producer payout standby}: what standby nodes are due. */
@Command(
    name = "standby",
    description = {
      "Compute what the nodes behind the producers, places 11 to 42, are due for the rounds from",
      "--start to --end, by the formula of the reference's tools, and write it into the journal;",
      "payout pay pays it. Nodes that are not listed are left out, and so are rounds that are in",
      "the journal already: a round is paid once to a node."
    },
    footer = {
      "%nExamples:",
      "  bystack producer payout standby --pay-to NODE_KEY=ADDRESS --pay-to NODE_KEY=ADDRESS "
          + "--start 1200 --end 12000"
    })
public final class StandbyPayoutCommand implements Callable<ExitCode> {
  private final Screen screen;
  @Mixin private PayoutCommands.Common common;

  @Option(
      names = "--pay-to",
      required = true,
      paramLabel = "NODE_KEY=ADDRESS",
      description = "A node and where it is paid; may be given for many nodes.")
  private Map<String, String> payTo = Map.of();

  @Option(
      names = "--start",
      required = true,
      paramLabel = "HEIGHT",
      description = "The end of the round before the first one; a multiple of the round's length.")
  private long start;

  @Option(
      names = "--end",
      required = true,
      paramLabel = "HEIGHT",
      description = "The end of the last round.")
  private long end;

  @Option(names = "--dry-run", description = "Write nothing down.")
  private boolean dryRun;

  public StandbyPayoutCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public ExitCode call() {
    ChainQueries chain = common.chain(screen);
    Rules rules = chain.rules();
    SettlementQueries queries = new SettlementQueries(chain, rules);
    queries.checkRounds(start, end);
    Map<Bytes, Bytes> programs = new LinkedHashMap<>();
    payTo.forEach(
        (key, address) -> programs.put(VoteCommands.node(key), rules.program("--pay-to", address)));
    Map<Bytes, List<Long>> rounds = rounds(queries, programs);
    List<ObjectNode> rows = new ArrayList<>();
    try (PayoutJournal journal = common.open(chain, rules)) {
      rounds.forEach((xpub, onStandby) -> {
        StandbyPlan plan = new StandbyPlan(xpub, programs.get(xpub));
        Optional<Payout> payout = plan.payout(plan.missing(journal, onStandby));
        payout
            .map(p -> dryRun ? p : journal.keep(p))
            .ifPresent(p -> rows.addAll(PayoutCommands.rows(p, rules)));
      });
    }
    if (rows.isEmpty()) {
      throw new CommandException(
          ExitCode.DIFFERENCE, "nobody of these is due anything", "for these rounds", "");
    }
    screen.show(PayoutCommands.PLANNED, rows);
    return ExitCode.DONE;
  }

  /** The ends of the rounds each of the listed nodes was on standby in. */
  private Map<Bytes, List<Long>> rounds(SettlementQueries queries, Map<Bytes, Bytes> programs) {
    Map<Bytes, List<Long>> rounds = new LinkedHashMap<>();
    long blocks = queries.rules().roundBlocks();
    int others = 0;
    for (long round = start + blocks; round <= end; round += blocks) {
      for (Bytes xpub : queries.standbyNodes(round)) {
        if (programs.containsKey(xpub)) {
          rounds.computeIfAbsent(xpub, _ -> new ArrayList<>()).add(round);
        } else {
          others++;
        }
      }
    }
    if (others > 0) {
      screen.say(others + " rewards of nodes that are not listed are left out");
    }
    return rounds;
  }
}
