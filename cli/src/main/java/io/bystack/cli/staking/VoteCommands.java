package io.bystack.cli.staking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.staking.ChainQueries.Owned;
import io.bystack.cli.staking.ChainQueries.Rules;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.VoteOutput;
import io.bystack.dpos.staking.KeyAccount;
import io.bystack.dpos.staking.KeyAccount.Coin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vote cast|withdraw|move}: with the BTM of a key's own address. */
public final class VoteCommands {
  private VoteCommands() {}

  /** What all three need. */
  static final class Common {
    @Mixin private NodeOptions node;
    @Mixin private KeyOptions key;
    @Mixin private PaymentOptions payment;

    @Option(
        names = "--from-height",
        paramLabel = "HEIGHT",
        defaultValue = "0",
        description = "Read the chain for own outputs from this block on (default: all of it).")
    private long from;
  }

  /** A voter at work: the key, the chain and what it owns there. */
  private static final class Voter {
    private final ChainQueries chain;
    private final Rules rules;
    private final KeyAccount account;
    private final List<Owned> owned;
    private final PaymentOptions payment;

    Voter(Common common, Screen screen) {
      this.chain = new ChainQueries(common.node.one(NodeOptions.SIDE_CHAIN), screen);
      this.rules = chain.rules();
      this.account = common.key.open(screen);
      this.owned = chain.owned(account.program(), common.from);
      this.payment = common.payment;
    }

    /** Ordinary coins that can be spent in the next block. */
    List<Coin> free() {
      return owned.stream()
          .filter(o -> o.coin().vote().isEmpty() && o.spendableFrom() <= rules.height() + 1)
          .map(Owned::coin)
          .toList();
    }

    /** The own votes of these ids; with none given, all that are not locked any more. */
    List<Coin> votes(List<String> ids) {
      List<Coin> votes = new ArrayList<>();
      for (Owned o : owned) {
        if (o.coin().vote().isEmpty()) {
          continue;
        }
        boolean locked = o.spendableFrom() > rules.height() + 1;
        boolean named = ids.contains(o.coin().id().toHex());
        if (named && locked) {
          throw CommandException.usage(
              "vote " + o.coin().id().toHex() + " is locked",
              "until height " + o.spendableFrom() + ", about " + rules.timeOf(o.spendableFrom()),
              "See bystack vote list.");
        }
        if (named || (ids.isEmpty() && !locked)) {
          votes.add(o.coin());
        }
      }
      if (votes.size() < Math.max(1, ids.size())) {
        throw CommandException.usage(
            ids.isEmpty() ? "there is no vote to withdraw" : "not all of these are own votes",
            rules.address(account.program()) + " has " + votes.size() + " that fit",
            "See bystack vote list.");
      }
      if (votes.size() > KeyAccount.MOST_INPUTS) {
        screenLimit(votes.size());
        return votes.subList(0, KeyAccount.MOST_INPUTS);
      }
      return votes;
    }

    private void screenLimit(int found) {
      chain
          .screen()
          .say("taking " + KeyAccount.MOST_INPUTS + " of " + found + " votes; run it again");
    }

    TxOutput pay(long amount) {
      return new IntraChainOutput(AssetAmount.btm(amount), account.program());
    }

    ObjectNode summary(String action) {
      ObjectNode summary = ChainQueries.object();
      summary.put("action", action);
      summary.put("chain", rules.json().path("chain_id").asText());
      summary.put("address", rules.address(account.program()));
      return summary;
    }

    void lock(ObjectNode summary) {
      long unlock = rules.height() + 1 + rules.voteLock();
      summary.put("locked_until_height", unlock);
      summary.put("locked_until_about", rules.timeOf(unlock).toString());
    }

    ExitCode send(List<Coin> coins, List<TxOutput> outputs, ObjectNode summary) {
      Transaction transaction = account.sign(coins, outputs, 0);
      payment.requireEnough(
          KeyAccount.gasFee(coins.size(), transaction.serializedSize(), rules.gas()));
      return payment.conclude(chain, transaction, summary);
    }
  }

  static Bytes node(String text) {
    try {
      Bytes key = Bytes.fromHex(text);
      if (key.length() == 64) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      throw wrongKey(text);
    }
    throw wrongKey(text);
  }

  private static CommandException wrongKey(String text) {
    return CommandException.usage(
        text + " is no node's key", "128 hex digits are expected", "See bystack candidate list.");
  }

  private static long sum(List<Coin> coins) {
    return coins.stream().mapToLong(Coin::amount).reduce(0, Math::addExact);
  }

  /** Votes. */
  @Command(
      name = "cast",
      description = {
        "Vote for a node: lock BTM of the key's address as votes.",
        "Shows amount, fee and when the vote can be withdrawn again, then asks."
      },
      footer = {
        "%nExamples:",
        "  bystack vote cast NODE_KEY 1000000 --key-file voter.json",
        "  bystack vote cast NODE_KEY 10.5 --key-file voter.json --dry-run"
      })
  public static final class Cast implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private Common common;

    @Parameters(index = "0", paramLabel = "NODE_KEY", description = "The node's key, 128 digits.")
    private String node = "";

    @Parameters(index = "1", paramLabel = "BTM", description = "How much, in BTM.")
    private String amount = "";

    public Cast(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      Bytes xpub = node(node);
      long votes = Btm.parse("the amount", amount);
      Voter voter = new Voter(common, screen);
      if (votes < voter.rules.minVote()) {
        throw CommandException.usage(
            amount + " BTM is too little for a vote",
            "at least " + Btm.text(voter.rules.minVote()) + " BTM are needed",
            "");
      }
      long needed = Math.addExact(votes, voter.payment.fee());
      KeyAccount.Choice choice =
          KeyAccount.choose(voter.free(), needed)
              .orElseThrow(() ->
                  CommandException.usage(
                      "not enough BTM at " + voter.rules.address(voter.account.program()),
                      Btm.text(sum(voter.free()))
                          + " can be spent, "
                          + Btm.text(needed)
                          + " needed with the fee",
                      ""));
      List<TxOutput> outputs = new ArrayList<>();
      outputs.add(new VoteOutput(xpub, AssetAmount.btm(votes), voter.account.program()));
      if (choice.change() > 0) {
        outputs.add(voter.pay(choice.change()));
      }
      ObjectNode summary = voter.summary("vote");
      summary.put("node", node);
      summary.put("amount_btm", Btm.text(votes));
      voter.lock(summary);
      return voter.send(choice.coins(), outputs, summary);
    }
  }

  /** Takes votes back. */
  @Command(
      name = "withdraw",
      description = "Take votes back that are not locked any more; without ids, all of them.",
      footer = {"%nExamples:", "  bystack vote withdraw --key-file voter.json --wait irreversible"})
  public static final class Withdraw implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private Common common;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids as vote list shows them.")
    private List<String> ids = List.of();

    public Withdraw(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      Voter voter = new Voter(common, screen);
      List<Coin> votes = voter.votes(ids);
      long amount = sum(votes) - voter.payment.fee();
      if (amount <= 0) {
        throw CommandException.usage("the fee is more than the votes", Btm.text(sum(votes)), "");
      }
      ObjectNode summary = voter.summary("withdraw");
      summary.put("votes", votes.size());
      summary.put("amount_btm", Btm.text(amount));
      return voter.send(votes, List.of(voter.pay(amount)), summary);
    }
  }

  /** Moves votes to another node. */
  @Command(
      name = "move",
      description = {
        "Move votes that are not locked any more to another node, in one step.",
        "They are locked anew. Without ids, all of them."
      },
      footer = {"%nExamples:", "  bystack vote move --to NODE_KEY --key-file voter.json"})
  public static final class Move implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private Common common;

    @Option(names = "--to", required = true, paramLabel = "NODE_KEY", description = "The new node.")
    private String node = "";

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids as vote list shows them.")
    private List<String> ids = List.of();

    public Move(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      Bytes xpub = node(node);
      Voter voter = new Voter(common, screen);
      List<Coin> coins = new ArrayList<>(voter.votes(ids));
      long votes = sum(coins);
      List<TxOutput> outputs = new ArrayList<>();
      // The fee comes from other BTM, and from the votes only if there is none.
      KeyAccount.Choice feeCoins =
          KeyAccount.choose(voter.free(), voter.payment.fee())
              .orElse(new KeyAccount.Choice(List.of(), 0));
      if (feeCoins.coins().isEmpty()) {
        votes -= voter.payment.fee();
      }
      if (votes < voter.rules.minVote()) {
        throw CommandException.usage(
            "too little would be left to vote with", Btm.text(votes) + " BTM", "");
      }
      coins.addAll(feeCoins.coins());
      outputs.add(new VoteOutput(xpub, AssetAmount.btm(votes), voter.account.program()));
      if (feeCoins.change() > 0) {
        outputs.add(voter.pay(feeCoins.change()));
      }
      ObjectNode summary = voter.summary("move votes");
      summary.put("node", node);
      summary.put("amount_btm", Btm.text(votes));
      voter.lock(summary);
      return voter.send(coins, outputs, summary);
    }
  }
}
