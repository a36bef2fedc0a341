package io.bystack.cli.staking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.staking.ChainQueries.Rules;
import io.bystack.core.bytes.Bytes;
import io.bystack.dpos.staking.Settlement;
import io.bystack.dpos.staking.Settlement.Division;
import io.bystack.dpos.staking.Settlement.Income;
import io.bystack.dpos.staking.Settlement.Vote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vote reward}: what a voter has earned, round by round. */
@Command(
    name = "reward",
    description = {
      "Compute what an address's votes have earned in each settled round, if each node gives its",
      "voters --percent of its income: to the unit what `producer payout plan` has for the address.",
      "Nodes pay voluntarily; ask them for their share."
    },
    footer = {
      "%nExamples:",
      "  bystack vote reward sp1qvotersaddress --percent 70",
      "  bystack vote reward sp1qvotersaddress --percent 70 --start 1200 --end 12000 -o json",
      "  bystack vote reward sp1qvotersaddress --percent 70 --rounds 144 --node NODE_KEY "
          + "--reward-address ADDRESS"
    })
public final class VoteRewardCommand implements Callable<ExitCode> {
  private final Screen screen;
  @Mixin private NodeOptions node;

  @Parameters(paramLabel = "ADDRESS", description = "The voter's address.")
  private String address = "";

  @Option(
      names = "--percent",
      required = true,
      paramLabel = "N",
      description = "The share the nodes give to their voters.")
  private int percent;

  @Option(
      names = "--start",
      paramLabel = "HEIGHT",
      description = "The end of the round before the first one; a multiple of the round's length.")
  private Optional<Long> start = Optional.empty();

  @Option(
      names = "--end",
      paramLabel = "HEIGHT",
      description = "The end of the last round (default: the last settled one).")
  private Optional<Long> end = Optional.empty();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many rounds up to --end, without --start (default: ${DEFAULT-VALUE}).")
  private long rounds = 1;

  @Option(
      names = "--node",
      paramLabel = "NODE_KEY",
      description = "Only for this node (default: all the address has voted for).")
  private Optional<String> only = Optional.empty();

  @Option(
      names = "--reward-address",
      paramLabel = "ADDRESS",
      description = {
        "Where the --node has its rewards paid",
        "(default: what it named in the blocks it made in the round)."
      })
  private Optional<String> rewardAddress = Optional.empty();

  public VoteRewardCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public ExitCode call() {
    check();
    ChainQueries chain = new ChainQueries(node.one(NodeOptions.SIDE_CHAIN), screen);
    Rules rules = chain.rules();
    SettlementQueries queries = new SettlementQueries(chain, rules);
    Bytes program = rules.program("the address", address);
    Optional<Bytes> paidTo = rewardAddress.map(a -> rules.program("--reward-address", a));
    long last = end.orElseGet(() -> lastSettled(queries));
    long wanted = Math.min(rounds, last / rules.roundBlocks());
    long first = start.orElse(last - wanted * rules.roundBlocks());
    queries.checkRounds(first, last);
    Collection<Bytes> nodes =
        only.isPresent() ? List.of(VoteCommands.node(only.get())) : queries.votedFor(program, last);
    List<ObjectNode> rows = new ArrayList<>();
    long sum = 0;
    for (Bytes xpub : nodes) {
      List<Vote> votes = queries.votes(xpub, last);
      for (long round = first + rules.roundBlocks(); round <= last; round += rules.roundBlocks()) {
        Collection<Bytes> programs =
            paidTo.isPresent() ? List.of(paidTo.get()) : queries.rewardPrograms(xpub, round);
        Income income = queries.income(xpub, programs, round).orElse(new Income(round, 0));
        Division division = Settlement.divide(income, votes, percent, rules.roundBlocks());
        rows.add(row(xpub, income, division, program));
        sum = Math.addExact(sum, division.due(program));
      }
    }
    screen.show(
        List.of(
            "round_end",
            "income_btm",
            "to_voters_btm",
            "votes_btm",
            "all_votes_btm",
            "earned_btm",
            "node"),
        rows);
    screen.say(
        "earned in the rounds from " + first + " to " + last + ": " + Btm.text(sum) + " BTM");
    return ExitCode.DONE;
  }

  private void check() {
    SettlementQueries.checkPercent(percent);
    if (rounds < 1) {
      throw CommandException.usage("--rounds is " + rounds, "at least 1 is expected", "");
    }
    if (rewardAddress.isPresent() && only.isEmpty()) {
      throw CommandException.usage(
          "--reward-address is given without --node", "it is the address of one node", "");
    }
  }

  private static long lastSettled(SettlementQueries queries) {
    long last = queries.lastSettled();
    if (last == 0) {
      throw CommandException.failed(
          "no round is settled yet",
          "the first one ends at "
              + queries.rules().roundBlocks()
              + ", the chain is at "
              + queries.rules().irreversible(),
          "Wait for the block behind it.");
    }
    return last;
  }

  private static ObjectNode row(Bytes xpub, Income income, Division division, Bytes program) {
    long votes = division.weights().getOrDefault(program, 0L);
    ObjectNode row = ChainQueries.object();
    row.put("round_end", income.end());
    row.put("node", xpub.toHex());
    row.put("income", income.amount());
    row.put("income_btm", Btm.text(income.amount()));
    row.put("to_voters", division.reward());
    row.put("to_voters_btm", Btm.text(division.reward()));
    row.put("votes", votes);
    row.put("votes_btm", Btm.text(votes));
    row.put("all_votes", division.votes());
    row.put("all_votes_btm", Btm.text(division.votes()));
    row.put("earned", division.due(program));
    row.put("earned_btm", Btm.text(division.due(program)));
    return row;
  }
}
