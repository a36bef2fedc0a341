package io.bystack.cli.node;

import io.bystack.core.api.Endpoint;
import io.bystack.core.chain.ChainThread;
import io.bystack.pow.api.CpuMiningSwitch;
import io.bystack.pow.api.MiningEndpoints;
import io.bystack.pow.api.StratumEndpoints;
import io.bystack.pow.api.WorkEndpoints;
import io.bystack.pow.consensus.PowFunction;
import io.bystack.pow.consensus.PowNetwork;
import io.bystack.pow.mining.CpuMining;
import io.bystack.pow.mining.PoolChoice;
import io.bystack.pow.mining.TemplateBuilder;
import io.bystack.pow.mining.WorkBoard;
import io.bystack.pow.stratum.StratumOptions;
import io.bystack.pow.stratum.StratumServer;
import java.net.BindException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Everything on a main chain that makes blocks: the template, the miner, the pool server. */
final class Mining implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Mining.class);
  private static final int REFRESH_SECONDS = 5;

  private final Parts parts;
  private final WorkBoard board;
  private final CpuMining miner;
  private final KeptReward reward;
  private final ScheduledExecutorService refresher =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("main-work").daemon().factory());
  private volatile Optional<StratumServer> stratum = Optional.empty();

  /**
   * What blocks are made with.
   *
   * @param publicNetwork whether strangers take part
   * @param kernel name of the Tensority implementation
   */
  record Parts(
      ChainHost host,
      boolean publicNetwork,
      PowFunction function,
      InstantSource clock,
      String kernel) {}

  Mining(Parts parts, KeptReward.Choice reward, int threads) {
    this.parts = parts;
    ChainHost host = parts.host();
    TemplateBuilder builder =
        new TemplateBuilder(
            host.engine().tree(),
            new PoolChoice(host.pool(), PowNetwork.MAX_BLOCK_GAS, parts.clock()),
            parts.clock());
    this.board =
        host.thread()
            .call(() ->
                new WorkBoard(
                    builder,
                    block -> host.take(block, "miner"),
                    Mining.whileItRuns(host.thread()),
                    reward.settings()))
            .join();
    this.reward = new KeptReward(reward, board);
    this.miner =
        new CpuMining(
            board,
            parts.function(),
            threads,
            Thread.ofPlatform().name("miner-", 0).factory(),
            System::nanoTime);
    host.engine().addListener(board);
    // Lets new fees into the template while the tip stands.
    Future<?> _ =
        refresher.scheduleWithFixedDelay(
            this::lookAfter, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
  }

  /** A chain that stops needs no more templates. */
  private static Executor whileItRuns(ChainThread thread) {
    return task -> {
      try {
        thread.own().execute(task);
      } catch (RejectedExecutionException e) {
        LOG.debug("no more templates: the chain stops");
      }
    };
  }

  private void lookAfter() {
    try {
      miner.measure();
      board.refresh();
    } catch (RuntimeException e) {
      LOG.error("the mining template could not be made anew", e);
    }
  }

  CpuMining miner() {
    return miner;
  }

  void warnIfAnyoneCanSpend() {
    if (board.settings().paysToAnyone()) {
      // On a network of one's own there is nobody to take them.
      Level level = parts.publicNetwork() ? Level.WARN : Level.INFO;
      LOG.atLevel(level).log("no address to mine to: anyone can take the rewards");
    }
  }

  /** Starts the pool server; closing it is the caller's. */
  StratumServer stratum(StratumOptions options) throws BindException {
    warnIfAnyoneCanSpend();
    StratumServer server =
        StratumServer.start(
            options, board, parts.function(), miner.status().threads(), parts.clock());
    stratum = Optional.of(server);
    return server;
  }

  /** The calls about mining. */
  List<Endpoint<?, ?>> endpoints(String addressPrefix) {
    CpuMiningSwitch toggle = new CpuMiningSwitch(miner, board);
    List<Endpoint<?, ?>> endpoints = new ArrayList<>();
    endpoints.addAll(new WorkEndpoints(board, toggle).endpoints());
    endpoints.addAll(
        new MiningEndpoints(toggle, reward, parts.kernel(), addressPrefix).endpoints());
    endpoints.addAll(new StratumEndpoints(() -> stratum, parts.clock()).endpoints());
    return endpoints;
  }

  @Override
  public void close() {
    miner.close();
    refresher.shutdownNow();
  }
}
