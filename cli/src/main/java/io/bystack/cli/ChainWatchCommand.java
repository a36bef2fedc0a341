package io.bystack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.ChainFollower.Event;
import io.bystack.cli.client.NodeClient;
import io.bystack.cli.client.Subscription;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.model.Block;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows blocks of a running node as they come. */
@Command(
    name = "watch",
    description = {
      "Show new blocks of a running node as they come, and blocks that a reorganisation undoes.",
      "When the node goes away it is asked again until it is back; what happened meanwhile is shown"
          + " then. Ctrl-C ends."
    },
    footer = {
      "%nExamples:",
      "  bystack chain watch",
      "  bystack chain watch --chain side --count 10 -o jsonl"
    })
final class ChainWatchCommand implements Callable<ExitCode> {
  private static final int LONGEST_PAUSE_SECONDS = 30;

  private final Terminal terminal;

  @Mixin private LiveChain chain;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "0",
      description = "End after so many new blocks; 0 for never (default: ${DEFAULT-VALUE}).")
  private long count;

  private long shown;

  ChainWatchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() throws InterruptedException {
    if (terminal.format() != OutputFormat.TABLE && terminal.format() != OutputFormat.JSONL) {
      throw CommandException.usage(
          "a stream cannot be written in this format", "table and jsonl are possible", "");
    }
    NodeClient client = chain.client();
    ChainFollower follower = new ChainFollower(client, chain.chain().format(), this::show);
    Subscription subscription = client.subscribe("notify_raw_blocks");
    follower.catchUp();
    if (terminal.format() == OutputFormat.TABLE) {
      line("event", "height", "hash", "txs", "bytes", "time");
    }
    while (follow(subscription, follower)) {
      subscription = again(client, follower, subscription.end());
    }
    return ExitCode.DONE;
  }

  /** Shows what comes until the connection ends; false if enough has been shown. */
  private boolean follow(Subscription subscription, ChainFollower follower)
      throws InterruptedException {
    while (!isEnough()) {
      Optional<JsonNode> message = subscription.next();
      if (message.isEmpty()) {
        return true;
      }
      follower.take(message.get());
    }
    return false;
  }

  private boolean isEnough() {
    return count > 0 && shown >= count;
  }

  /** Connects again, however long it takes, and shows what happened meanwhile. */
  private Subscription again(NodeClient client, ChainFollower follower, String why)
      throws InterruptedException {
    say("connection lost (" + why + "), trying again");
    CountDownLatch never = new CountDownLatch(1);
    for (int seconds = 1; ; seconds = Math.min(2 * seconds, LONGEST_PAUSE_SECONDS)) {
      boolean _ = never.await(seconds, TimeUnit.SECONDS);
      try {
        Subscription subscription = client.subscribe("notify_raw_blocks");
        follower.catchUp();
        say("connected again");
        return subscription;
      } catch (CommandException e) {
        if (e.exitCode() != ExitCode.UNREACHABLE) {
          throw e;
        }
        say(e.getMessage() + ", trying again");
      }
    }
  }

  private void say(String text) {
    terminal.err().println("bystack: " + text);
    terminal.err().flush();
  }

  private void show(Event event, Block block) {
    if (isEnough()) {
      return;
    }
    shown += event == Event.CONNECTED ? 1 : 0;
    String name = event.name().toLowerCase(Locale.ROOT);
    String time = chain.chain().time(block.header().timestamp()).toString();
    int transactions = block.transactions().size();
    if (terminal.format() == OutputFormat.JSONL) {
      ObjectNode row = Json.object();
      row.put("event", name);
      row.put("height", block.height());
      row.put("hash", block.hash().toHex());
      row.put("previous_block_hash", block.header().previous().toHex());
      row.put("transactions", transactions);
      row.put("bytes", block.raw().length());
      row.put("time", time);
      terminal.out().println(Json.compact(row));
      terminal.out().flush();
    } else {
      line(name, block.height(), block.hash().toHex(), transactions, block.raw().length(), time);
    }
  }

  private void line(Object... values) {
    terminal.out().printf("%-12s  %8s  %-64s  %5s  %9s  %s%n", values);
    terminal.out().flush();
  }
}
