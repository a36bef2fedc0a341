package io.bystack.cli.testnet;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.exit.Reason;
import io.bystack.cli.node.EndOfInput;
import io.bystack.cli.node.ThrowawayFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bystack devnet}: several validators as processes of this program. */
@Command(
    name = "devnet",
    description = {
      "Run a network of your own with several validators, each a process of its own,",
      "all on this machine; they stop with this one. Kill one to see what happens."
    },
    footer = {
      "%nExamples:",
      "  bystack devnet",
      "  bystack devnet --validators 7 --data-dir /tmp/seven --reset"
    })
public final class DevnetCommand implements Callable<ExitCode> {
  private final PrintWriter out;

  @Mixin private NetworkOptions options;

  @Option(
      names = "--data-dir",
      defaultValue = "devnet",
      paramLabel = "DIR",
      description = "Where the network is kept (default: ./${DEFAULT-VALUE}).")
  private Path folder = Path.of("devnet");

  @Option(names = "--reset", description = "Delete what an earlier run left in the data directory.")
  private boolean reset;

  @Option(
      names = "--report-every",
      defaultValue = "30",
      paramLabel = "SECONDS",
      description =
          "How often block interval and finality are summed up (default: ${DEFAULT-VALUE}).")
  private int reportEvery = 30;

  @Option(
      names = "--duration",
      defaultValue = "0",
      paramLabel = "SECONDS",
      description = "Stop after this time (default: run until stopped).")
  private int duration;

  @Mixin private final EndOfInput endOfInput = new EndOfInput();

  public DevnetCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public ExitCode call() throws InterruptedException {
    TestnetPlan plan = options.plan(folder);
    if (reportEvery < 1 || duration < 0) {
      throw CommandException.usage(
          "--report-every or --duration is too small", "at least 1 and 0 seconds are needed", "");
    }
    if (plan.ports().api() == 0) {
      throw CommandException.usage("--api-port is 0", "the nodes' APIs must be known here", "");
    }
    new ThrowawayFolder(folder, "devnet").prepare(reset);
    endOfInput.watch(System.in);
    List<ValidatorProcess> nodes = new ArrayList<>();
    DevnetStatus status = new DevnetStatus(nodes, out, Clock.systemUTC());
    Thread hook =
        Thread.ofPlatform()
            .name("stop the nodes")
            .unstarted(() -> {
              status.showLastPace();
              stop(nodes);
            });
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      writeUnlessThere(plan);
      for (int i = 1; i <= plan.validators(); i++) {
        synchronized (nodes) {
          nodes.add(ValidatorProcess.start(plan, i));
        }
      }
    } catch (IOException e) {
      throw CommandException.failed("the network cannot be started", Reason.of(e), "");
    }
    greet(plan, nodes);
    CountDownLatch never = new CountDownLatch(1);
    for (int second = 1; duration == 0 || second <= duration; second++) {
      if (never.await(1, TimeUnit.SECONDS) || !status.showLine()) {
        break;
      }
      if (second % reportEvery == 0 && second != duration) {
        status.showPace();
      }
    }
    status.showLastPace();
    boolean failed = nodes.stream().noneMatch(ValidatorProcess::isRunning);
    stop(nodes);
    return failed ? ExitCode.FAILED : ExitCode.DONE;
  }

  private static void stop(List<ValidatorProcess> nodes) {
    synchronized (nodes) {
      nodes.forEach(ValidatorProcess::stop);
      nodes.forEach(ValidatorProcess::close);
    }
  }

  private void writeUnlessThere(TestnetPlan plan) throws IOException {
    if (!Files.exists(plan.federation())) {
      new TestnetFiles(plan, new SecureRandom()).write();
      return;
    }
    if (!Files.exists(plan.config(plan.validators()))
        || Files.exists(plan.config(plan.validators() + 1))) {
      throw CommandException.usage(
          folder + " holds a network of another number of validators",
          "--validators is " + plan.validators(),
          "Use --reset to begin anew, or another --data-dir.");
    }
  }

  private void greet(TestnetPlan plan, List<ValidatorProcess> nodes) {
    out.println("A network of " + nodes.size() + " validators, a block every 500 ms:");
    for (int i = 1; i <= nodes.size(); i++) {
      ValidatorProcess node = nodes.get(i - 1);
      out.printf(
          "  %-7s API http://127.0.0.1:%d  process %d  %s%n",
          node.name(), plan.ports().api(i), node.pid(), plan.config(i));
    }
    out.println("Try, in another terminal:");
    out.println(
        "  bystack node status --rpc-url http://127.0.0.1:" + plan.ports().api(nodes.size()));
    out.println(
        "  kill -9 "
            + nodes.getLast().pid()
            + "; then: bystack node --config "
            + plan.config(nodes.size()));
    out.println("Ctrl-C stops all. Heights, and in brackets what is irreversible:");
    out.flush();
  }
}
