package io.bystack.cli;

import io.bystack.cli.exit.ExitCode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a long command stop between two steps when the process is told to end: it asks {@link
 * #requested} and closes this when everything is put away; the process waits for that.
 */
final class Interrupt implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = Thread.ofPlatform().name("stop").unstarted(this::stop);
  private volatile boolean requested;

  private Interrupt() {}

  static Interrupt listen() {
    Interrupt interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  private void stop() {
    requested = true;
    try {
      boolean finished = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!finished) {
        Runtime.getRuntime().halt(ExitCode.FAILED.number());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the process has been told to end. */
  boolean requested() {
    return requested;
  }

  @Override
  public void close() {
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process began to end just now; the hook waits for what follows.
        requested = true;
      }
    }
    done.countDown();
  }
}
