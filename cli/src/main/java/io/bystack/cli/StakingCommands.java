package io.bystack.cli;

import io.bystack.cli.staking.CandidateCommands;
import io.bystack.cli.staking.GuardCommands;
import io.bystack.cli.staking.PayoutCommands;
import io.bystack.cli.staking.ProducerCommands;
import io.bystack.cli.staking.ProducerKeyCommands;
import io.bystack.cli.staking.Screen;
import io.bystack.cli.staking.StandbyPayoutCommand;
import io.bystack.cli.staking.VoteCommands;
import io.bystack.cli.staking.VoteListCommands;
import io.bystack.cli.staking.VoteRewardCommand;
import picocli.CommandLine;

/** The commands of producers and voters. */
final class StakingCommands {
  private StakingCommands() {}

  static void addTo(CommandLine root, Terminal terminal) {
    Screen screen = new Screen(terminal::print, terminal::print, terminal.err());
    root.addSubcommand(producer(screen));
    root.addSubcommand(vote(screen));
    root.addSubcommand(
        Group.of(
            "candidate",
            "Look at the election of producers.",
            new CandidateCommands.All(screen),
            new CandidateCommands.One(screen)));
  }

  private static CommandLine vote(Screen screen) {
    return Group.of(
        "vote",
        "Vote for nodes with the BTM of a key's own address.",
        new VoteCommands.Cast(screen),
        new VoteCommands.Withdraw(screen),
        new VoteCommands.Move(screen),
        new VoteListCommands.All(screen),
        new VoteRewardCommand(screen),
        new VoteListCommands.CreateKey(screen));
  }

  private static CommandLine producer(Screen screen) {
    return Group.of(
        "producer",
        "Run a producer of side-chain blocks.",
        new ProducerCommands.Status(screen),
        new ProducerCommands.Enable(screen),
        new ProducerCommands.Disable(screen),
        new ProducerCommands.Report(screen),
        Group.of(
            "key",
            "Make and look at signing keys.",
            new ProducerKeyCommands.Create(screen),
            new ProducerKeyCommands.Import(screen),
            new ProducerKeyCommands.Show(screen)),
        Group.of(
            "guard",
            "Work on the record of what a key has signed.",
            new GuardCommands.Show(screen),
            new GuardCommands.Export(screen),
            new GuardCommands.Import(screen),
            new GuardCommands.Repair(screen)),
        Group.of(
            "payout",
            "Share rewards with voters.",
            new PayoutCommands.Plan(screen),
            new StandbyPayoutCommand(screen),
            new PayoutCommands.Pay(screen),
            new PayoutCommands.History(screen)));
  }
}
