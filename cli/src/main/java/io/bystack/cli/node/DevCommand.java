package io.bystack.cli.node;

import io.bystack.cli.exit.ExitCode;
import io.bystack.config.ChainConfig;
import io.bystack.config.NetworkProfile;
import io.bystack.dpos.DposNetwork;
import io.bystack.pow.consensus.PowNetwork;
import io.bystack.pow.mining.CpuMiner;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bystack dev}: a network of one's own in one process, for trying things out. */
@Command(
    name = "dev",
    description = {
      "Run a network of your own in one process, to try things out: begin here.",
      "A main chain that mines and a side chain with a block every 500 ms."
    },
    footer = {"", "Examples:", "  bystack dev", "  bystack dev --reset --data-dir /tmp/try"})
public final class DevCommand implements Callable<ExitCode> {
  private static final int SECONDS_IN_A_LOG = 10;

  private final PrintWriter out;

  @Option(
      names = "--data-dir",
      defaultValue = "data",
      paramLabel = "DIR",
      description = "Where the chains are kept (default: ./${DEFAULT-VALUE}).")
  private Path dataFolder = Path.of("data");

  @Option(names = "--reset", description = "Delete what an earlier run left in the data directory.")
  private boolean reset;

  @Option(
      names = "--main-api-port",
      defaultValue = "" + NetworkProfile.MAIN_API_PORT,
      paramLabel = "PORT",
      description = "Port of the main chain's API, 0 for any (default: ${DEFAULT-VALUE}).")
  private int mainApiPort = NetworkProfile.MAIN_API_PORT;

  @Option(
      names = "--side-api-port",
      defaultValue = "" + NetworkProfile.SIDE_API_PORT,
      paramLabel = "PORT",
      description = "Port of the side chain's API, 0 for any (default: ${DEFAULT-VALUE}).")
  private int sideApiPort = NetworkProfile.SIDE_API_PORT;

  @Option(
      names = "--status-every",
      paramLabel = "SECONDS",
      description = "How often the state is shown (default: 1 on a terminal, else 10).")
  private Optional<Integer> statusEvery = Optional.empty();

  @Mixin private final EndOfInput endOfInput = new EndOfInput();

  /** The command, writing what runs and how it goes to {@code out}. */
  public DevCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public ExitCode call() throws InterruptedException {
    new ThrowawayFolder(dataFolder, "dev").prepare(reset);
    endOfInput.watch(System.in);
    // The status tells of every block.
    NodeLog.onlyWarningsOf(CpuMiner.class);
    NodeSettings settings =
        new NodeSettings(
            dataFolder,
            0,
            List.of(
                new NodeSettings.Main(
                    PowNetwork.of("solonet"),
                    common(mainApiPort),
                    true,
                    Optional.empty(),
                    new NodeSettings.Work(1, Optional.empty())),
                new NodeSettings.Side(
                    "side",
                    DposNetwork.development(),
                    common(sideApiPort),
                    true,
                    Optional.empty(),
                    new NodeSettings.Keys(Optional.empty(), Optional.empty(), true))));
    RunningNode node = new NodeProcess(settings, out).start();
    greet(node);
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    int seconds = Math.max(1, statusEvery.orElse(terminal ? 1 : SECONDS_IN_A_LOG));
    new LiveStatus(node, out, Clock.systemUTC()).show(seconds, terminal);
    return ExitCode.DONE;
  }

  /** On loopback, without peers, with little memory. */
  private static NodeSettings.Common common(int apiPort) {
    return new NodeSettings.Common(
        new ChainConfig.ApiConfig("127.0.0.1", apiPort, false, List.of(), 25),
        Optional.empty(),
        new ChainConfig.StoreConfig(64L << 20, 32L << 20));
  }

  private void greet(RunningNode node) {
    String main = "http://127.0.0.1:" + node.apiPort("main");
    String side = "http://127.0.0.1:" + node.apiPort("side");
    out.println("Your own Bystack network is running, both chains in this process:");
    out.println("  main chain  proof of work, mining with one core   " + main);
    out.println("  side chain  DPoS, a block every 500 ms, strict    " + side);
    out.println(
        "  data        "
            + dataFolder.toAbsolutePath().normalize()
            + " (kept; --reset begins anew)");
    out.println("Try, in another terminal:");
    out.println("  curl -s -XPOST " + main + "/get-block-count");
    out.println("  curl -s -XPOST " + side + "/get-block -d '{\"block_height\":1}'");
    out.println("  curl -s " + main + "/openapi.json");
    out.println("  ./bystack metrics height --rpc-url " + main);
    out.println("  ./bystack node status --rpc-url " + main + "," + side);
    out.println("Ctrl-C stops. State:");
    out.flush();
  }
}
