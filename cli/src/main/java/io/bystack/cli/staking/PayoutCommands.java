package io.bystack.cli.staking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.staking.ChainQueries.Rules;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.store.StoreException;
import io.bystack.dpos.staking.KeyAccount;
import io.bystack.dpos.staking.Payout;
import io.bystack.dpos.staking.Payout.Paid;
import io.bystack.dpos.staking.Payout.Planned;
import io.bystack.dpos.staking.Payout.Sent;
import io.bystack.dpos.staking.PayoutJournal;
import io.bystack.dpos.staking.PayoutPlan;
import io.bystack.dpos.staking.PayoutRun;
import io.bystack.dpos.staking.Settlement.Income;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code producer payout plan|pay|history}: sharing rewards with voters. */
public final class PayoutCommands {
  /** The columns of what is planned. */
  static final List<String> PLANNED = List.of("payout", "address", "amount_btm");

  private PayoutCommands() {}

  /** What all three need. */
  static final class Common {
    @Mixin private NodeOptions node;

    @Option(
        names = "--journal",
        defaultValue = "payouts",
        paramLabel = "DIR",
        description = "Where plans and payments are kept (default: ./${DEFAULT-VALUE}).")
    private Path folder = Path.of("payouts");

    ChainQueries chain(Screen screen) {
      return new ChainQueries(node.one(NodeOptions.SIDE_CHAIN), screen);
    }

    PayoutJournal open(ChainQueries chain, Rules rules) {
      try {
        return PayoutJournal.open(folder, rules.json().path("chain_id").asText(), chain.genesis());
      } catch (StoreException e) {
        throw new CommandException(
            ExitCode.DATA,
            "the journal in " + folder + " cannot be used",
            e.getMessage(),
            e.reason() == StoreException.Reason.OTHER_CHAIN
                ? "Name another folder with --journal, or ask a node of its chain."
                : "");
      }
    }
  }

  /** What a payout is made of, an address a row. */
  static List<ObjectNode> rows(Payout payout, Rules rules) {
    List<ObjectNode> rows = new ArrayList<>();
    for (Payout.Part part : payout.parts()) {
      part.due()
          .forEach((program, amount) -> {
            ObjectNode row = ChainQueries.object();
            row.put("payout", payout.id());
            row.put("address", rules.address(program));
            row.put("amount", amount);
            row.put("amount_btm", Btm.text(amount));
            rows.add(row);
          });
    }
    return rows;
  }

  /** Computes and writes down what voters are due. */
  @Command(
      name = "plan",
      description = {
        "Compute what a producer's voters are due for the rounds from --start to --end, by the",
        "formulae of the reference's tools, and write it into the journal. Rounds that are in it",
        "already are left out: a round is paid once."
      },
      footer = {
        "%nExamples:",
        "  bystack producer payout plan --key NODE_KEY --reward-address ADDRESS --percent 70 "
            + "--start 1200 --end 12000",
        "  bystack producer payout plan --key NODE_KEY --reward-address ADDRESS --percent 70 "
            + "--start 1200 --end 12000 --dry-run"
      })
  public static final class Plan implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private Common common;

    @Option(
        names = "--key",
        required = true,
        paramLabel = "NODE_KEY",
        description = "The producer.")
    private String key = "";

    @Option(
        names = "--reward-address",
        required = true,
        paramLabel = "ADDRESS",
        description = "Where the producer's rewards go (its producer.address).")
    private String rewardAddress = "";

    @Option(
        names = "--percent",
        required = true,
        paramLabel = "N",
        description = "The share of the income that goes to voters.")
    private int percent;

    @Option(
        names = "--start",
        required = true,
        paramLabel = "HEIGHT",
        description =
            "The end of the round before the first one; a multiple of the round's length.")
    private long start;

    @Option(
        names = "--end",
        required = true,
        paramLabel = "HEIGHT",
        description = "The end of the last round.")
    private long end;

    @Option(names = "--dry-run", description = "Write nothing down.")
    private boolean dryRun;

    public Plan(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      SettlementQueries.checkPercent(percent);
      ChainQueries chain = common.chain(screen);
      Rules rules = chain.rules();
      SettlementQueries queries = new SettlementQueries(chain, rules);
      queries.checkRounds(start, end);
      Bytes xpub = VoteCommands.node(key);
      Bytes program = rules.program("--reward-address", rewardAddress);
      PayoutPlan plan = new PayoutPlan(xpub, percent, rules.roundBlocks());
      try (PayoutJournal journal = common.open(chain, rules)) {
        List<Long> missing = plan.missing(journal, start, end);
        List<Income> incomes = new ArrayList<>();
        for (long round : missing) {
          queries.income(xpub, List.of(program), round).ifPresent(incomes::add);
        }
        Optional<Payout> payout = plan.payout(incomes, queries.votes(xpub, end));
        screen.say(
            missing.size() + " rounds are in no payout yet, " + incomes.size() + " had an income");
        if (payout.isEmpty()) {
          throw new CommandException(
              ExitCode.DIFFERENCE, "nobody is due anything", "for these rounds", "");
        }
        Payout kept = dryRun ? payout.get() : journal.keep(payout.get());
        screen.show(PLANNED, rows(kept, rules));
        return ExitCode.DONE;
      }
    }
  }

  /** Pays what is planned. */
  @Command(
      name = "pay",
      description = {
        "Pay everything in the journal that is not paid yet, from the key's own address.",
        "Run it again after an interruption: it goes on where it was and pays nothing twice."
      },
      footer = {"%nExamples:", "  bystack producer payout pay --key-file payer.json"})
  public static final class Pay implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private Common common;
    @Mixin private KeyOptions key;

    @Option(
        names = "--fee",
        paramLabel = "BTM",
        defaultValue = "0.01",
        description = "Fee of each transaction (default: ${DEFAULT-VALUE}).")
    private String fee = "0.01";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(
        names = "--from-height",
        paramLabel = "HEIGHT",
        defaultValue = "0",
        description = "Read the chain for the payer's BTM from this block on (default: all of it).")
    private long from;

    @Option(
        names = "--timeout",
        paramLabel = "SECONDS",
        defaultValue = "600",
        description = "How long to wait for the chain in all (default: ${DEFAULT-VALUE}).")
    private int timeout = 600;

    public Pay(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      ChainQueries chain = common.chain(screen);
      Rules rules = chain.rules();
      try (PayoutJournal journal = common.open(chain, rules)) {
        List<Payout> open = journal.all().stream().filter(p -> !p.done()).toList();
        if (open.isEmpty()) {
          screen.say("everything in the journal is paid");
          return ExitCode.DONE;
        }
        KeyAccount payer = key.open(screen);
        long total = open.stream().map(Payout::total).reduce(0L, Math::addExact);
        if (!yes) {
          PaymentOptions.confirm(
              screen,
              "Pay "
                  + open.size()
                  + " payouts of "
                  + Btm.text(total)
                  + " BTM in all, less what is"
                  + " paid, from "
                  + rules.address(payer.program())
                  + "?");
        }
        PayoutRun run =
            new PayoutRun(
                journal,
                new PayingChain(chain, payer.program(), from, timeout),
                payer,
                Btm.parse("--fee", fee));
        for (Payout payout : open) {
          Payout paid = run.pay(payout);
          screen.say("payout " + paid.id() + " is paid, " + Btm.text(paid.total()) + " BTM");
        }
        return ExitCode.DONE;
      } catch (PayoutRun.NotEnough e) {
        throw CommandException.failed(
            "not enough BTM to go on", e.getMessage(), "Add some and run it again.");
      }
    }
  }

  /** What was planned and paid. */
  @Command(
      name = "history",
      description = "List the payouts of the journal with their transactions.",
      footer = {"%nExamples:", "  bystack producer payout history -o csv"})
  public static final class History implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private Common common;

    public History(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      ChainQueries chain = common.chain(screen);
      List<ObjectNode> rows = new ArrayList<>();
      try (PayoutJournal journal = common.open(chain, chain.rules())) {
        for (Payout payout : journal.all()) {
          for (Payout.Part part : payout.parts()) {
            rows.add(row(payout, part));
          }
        }
      }
      screen.show(
          List.of(
              "payout",
              "purpose",
              "first_round",
              "last_round",
              "payments",
              "amount_btm",
              "state",
              "height",
              "transaction"),
          rows);
      return ExitCode.DONE;
    }

    private static ObjectNode row(Payout payout, Payout.Part part) {
      ObjectNode row = ChainQueries.object();
      long amount = part.total();
      row.put("payout", payout.id());
      row.put("key", payout.xpub().toHex());
      row.put("purpose", payout.terms().purpose().name().toLowerCase(Locale.ROOT));
      row.put("percent", payout.terms().percent());
      row.put("first_round", payout.rounds().getFirst());
      row.put("last_round", payout.rounds().getLast());
      row.put("payments", part.due().size());
      row.put("amount", amount);
      row.put("amount_btm", Btm.text(amount));
      switch (part.state()) {
        case Planned _ -> row.put("state", "planned");
        case Sent _ -> row.put("state", "sent");
        case Paid paid ->
            row.put("state", "paid")
                .put("height", paid.height())
                .put("transaction", paid.transaction().toHex());
      }
      return row;
    }
  }
}
