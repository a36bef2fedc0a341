package io.bystack.cli.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the node stop cleanly while there is still room on the disk to stop in. */
final class DiskGuard implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(DiskGuard.class);
  private static final int SECONDS = 10;

  private final Path folder;
  private final long minFree;
  private final Runnable stopNode;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("disk-guard").daemon().factory());

  /**
   * A guard.
   *
   * @param minFree bytes; 0 for no guard
   * @param stopNode called once, from the guard's thread
   */
  DiskGuard(Path folder, long minFree, Runnable stopNode) {
    this.folder = folder;
    this.minFree = minFree;
    this.stopNode = stopNode;
  }

  @Override
  public String name() {
    return "disk guard";
  }

  /** Refuses to start where there is too little room already. */
  @Override
  public void start() throws IOException {
    Files.createDirectories(folder);
    if (free() < minFree) {
      throw new IOException(shortage());
    }
    Future<?> _ = timer.scheduleWithFixedDelay(this::look, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      if (free() < minFree) {
        LOG.error("{}; the node stops", shortage());
        timer.shutdown();
        stopNode.run();
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("free space of {} unknown: {}", folder, e.toString());
    }
  }

  private long free() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  private String shortage() {
    return "the disk of %s has less than min-free-space (%d bytes) left".formatted(folder, minFree);
  }

  @Override
  public void stop() {
    timer.shutdownNow();
  }
}
