package io.bystack.cli.staking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.secret.StandardInput;
import io.bystack.cli.staking.TransactionWatch.Place;
import io.bystack.core.model.Transaction;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** How money is moved: what it costs, whether it is asked, whether it is waited for. */
final class PaymentOptions {
  private static final int LOOK_EVERY_MS = 250;

  /** What to wait for. */
  enum Wait {
    NO,
    CONFIRMED,
    IRREVERSIBLE
  }

  @Option(
      names = "--fee",
      paramLabel = "BTM",
      defaultValue = "0.001",
      description = "Fee to the producers (default: ${DEFAULT-VALUE}).")
  private String fee = "0.001";

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Show what would be sent, and send nothing.")
  private boolean dryRun;

  @Option(
      names = "--wait",
      paramLabel = "STATE",
      defaultValue = "NO",
      description = "Wait until it is confirmed or irreversible; exit status 6 if it takes long.")
  private Wait wait = Wait.NO;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait (default: ${DEFAULT-VALUE}).")
  private int timeout = 60;

  long fee() {
    return Btm.parse("--fee", fee);
  }

  /** Refuses a fee that cannot pay for the gas. */
  void requireEnough(long gasFee) {
    if (fee() < gasFee) {
      throw CommandException.usage(
          "--fee " + fee + " is too little for so large a transaction",
          "its gas may cost " + Btm.text(gasFee) + " BTM",
          "");
    }
  }

  /** Asks, and ends the command unless the answer is yes. */
  static void confirm(Screen screen, String question) {
    screen.say(question + " Type yes to go on:");
    String answer;
    try {
      answer = StandardInput.line();
    } catch (IOException e) {
      throw CommandException.failed("the answer cannot be read", e.getMessage(), "");
    }
    if (!"yes".equals(answer)) {
      throw CommandException.usage("nothing was sent", "the answer was not yes", "");
    }
  }

  /** Shows, asks, sends and waits as told. */
  ExitCode conclude(ChainQueries chain, Transaction transaction, ObjectNode summary) {
    Screen screen = chain.screen();
    summary.put("transaction", transaction.id().toHex());
    summary.put("fee_btm", Btm.text(fee()));
    summary.put("bytes", transaction.serializedSize());
    if (dryRun) {
      summary.put("raw_transaction", transaction.toHex());
      screen.show(summary);
      return ExitCode.DONE;
    }
    screen.show(summary);
    if (!yes) {
      confirm(screen, "Send it?");
    }
    TransactionWatch watch = new TransactionWatch(chain, transaction.id());
    chain.submit(transaction);
    screen.say("sent " + transaction.id().toHex());
    return wait == Wait.NO ? ExitCode.DONE : await(screen, transaction, watch);
  }

  private ExitCode await(Screen screen, Transaction transaction, TransactionWatch watch) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeout);
    CountDownLatch never = new CountDownLatch(1);
    try {
      do {
        Optional<Place> place = watch.look();
        if (place.isPresent() && (wait == Wait.CONFIRMED || place.get().irreversible())) {
          String state = wait == Wait.CONFIRMED ? "confirmed" : "irreversible";
          screen.say(state + " in block " + place.get().height());
          return ExitCode.DONE;
        }
      } while (!never.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS) && System.nanoTime() < end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new CommandException(
        ExitCode.PENDING,
        "transaction " + transaction.id().toHex() + " is sent, and not there yet",
        "waited " + timeout + " s",
        "");
  }
}
