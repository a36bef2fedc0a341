package io.bystack.cli.node;

import io.bystack.cli.exit.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a node in this process until the process is told to stop. */
final class NodeProcess {
  private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);

  private final NodeSettings settings;
  private final PrintWriter out;

  NodeProcess(NodeSettings settings, PrintWriter out) {
    this.settings = settings;
    this.out = out;
  }

  /** Starts the node, says what runs where, and waits. */
  void run() throws InterruptedException {
    RunningNode node = start();
    for (NodeSettings.Chain chain : settings.chains()) {
      HostedChain hosted = node.chains().get(chain.name());
      out.printf(
          "%-5s %s at height %d, API http://%s:%d%s%n",
          chain.name(),
          hosted.chainId(),
          hosted.best().height(),
          chain.common().api().host(),
          node.apiPort(chain.name()),
          hosted.isMakingBlocks() ? ", making blocks" : "");
    }
    out.println("Running; Ctrl-C stops.");
    out.flush();
    new CountDownLatch(1).await();
  }

  /** Starts the node and has it stopped when the process ends. */
  RunningNode start() {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
        LOG.error("thread {} has ended by a failure", thread.getName(), failure));
    AtomicReference<ExitCode> ending = new AtomicReference<>(ExitCode.DONE);
    RunningNode node =
        new RunningNode(
            settings,
            code -> {
              ending.set(code);
              Runtime.getRuntime().exit(code.number());
            });
    node.start();
    Thread hook =
        Thread.ofPlatform()
            .name("shutdown")
            .unstarted(() -> {
              node.close();
              // Stopping when told to is success; the JVM would report the signal instead.
              Runtime.getRuntime().halt(ending.get().number());
            });
    Runtime.getRuntime().addShutdownHook(hook);
    return node;
  }
}
