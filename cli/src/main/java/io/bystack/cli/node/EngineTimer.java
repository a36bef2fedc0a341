package io.bystack.cli.node;

import io.bystack.core.chain.ChainThread;
import io.bystack.dpos.produce.ProducerTimer;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Runs the producer's tasks on the engine's thread when their time has come, however many others
 * wait there.
 */
public record EngineTimer(ChainThread thread, InstantSource clock) implements ProducerTimer {
  @Override
  public long now() {
    return clock.millis();
  }

  @Override
  public void at(long millis, Runnable task) {
    long delay = Math.max(0, millis - now());
    Executor later = CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS, thread.own());
    later.execute(task);
  }
}
