package io.bystack.cli.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** The disk of the data directory: is it there, has it room, is it fast enough. */
public final class DiskCheck {
  private static final long MIB = 1 << 20;
  private static final int SYNCS = 20;
  private static final int SYNC_BYTES = 4 << 10;
  private static final int BULK_BYTES = 16 << 20;
  private static final double SLOW_SYNC_MS = 20;
  private static final double TOO_SLOW_SYNC_MS = 200;
  private static final double SLOW_BULK_MIB = 30;

  private final Path folder;
  private final long minFree;
  private final LongSupplier nanoTime;

  /**
   * A check.
   *
   * @param folder the data directory; made if it is not there
   * @param minFree bytes the node insists on
   */
  public DiskCheck(Path folder, long minFree, LongSupplier nanoTime) {
    this.folder = folder;
    this.minFree = minFree;
    this.nanoTime = nanoTime;
  }

  /** Looks; writes a file of some megabytes and deletes it. */
  public List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    try {
      Files.createDirectories(folder);
      FileStore store = Files.getFileStore(folder);
      findings.add(space(store.getUsableSpace(), store.getTotalSpace(), minFree));
      Path file = Files.createTempFile(folder, "doctor", ".tmp");
      try {
        findings.add(sync(measureSync(file)));
        findings.add(bulk(measureBulk(file)));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      findings.add(
          Finding.bad(
              "data directory",
              folder + ": " + e,
              "Mount it writable and give it to the user who runs the node, or use --data-dir."));
    }
    return findings;
  }

  static Finding space(long free, long total, long minFree) {
    String found = "%d MiB free of %d MiB".formatted(free / MIB, total / MIB);
    if (free < minFree) {
      return Finding.bad(
          "disk space",
          found + ", the node stops below %d MiB".formatted(minFree / MIB),
          "Make room, or use a larger disk; min-free-space is the limit.");
    }
    return free < total / 10
        ? Finding.warning("disk space", found, "Make room: less than a tenth is free.")
        : Finding.ok("disk space", found);
  }

  static Finding sync(double millis) {
    String found = "%.1f ms to force a write, the middle of %d".formatted(millis, SYNCS);
    if (millis <= SLOW_SYNC_MS) {
      return Finding.ok("disk latency", found);
    }
    String advice = "Every block is forced to the disk: use an SSD, not a network or hard disk.";
    return millis > TOO_SLOW_SYNC_MS
        ? Finding.bad("disk latency", found, advice)
        : Finding.warning("disk latency", found, advice);
  }

  static Finding bulk(double mibPerSecond) {
    String found = "%.0f MiB/s written".formatted(mibPerSecond);
    return mibPerSecond >= SLOW_BULK_MIB
        ? Finding.ok("disk throughput", found)
        : Finding.warning(
            "disk throughput", found, "The first synchronisation will be slow: use a faster disk.");
  }

  private double measureSync(Path file) throws IOException {
    double[] millis = new double[SYNCS];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < SYNCS; i++) {
        long begin = nanoTime.getAsLong();
        channel.write(ByteBuffer.allocate(SYNC_BYTES));
        channel.force(false);
        millis[i] = (nanoTime.getAsLong() - begin) / 1e6;
      }
    }
    Arrays.sort(millis);
    return millis[SYNCS / 2];
  }

  private double measureBulk(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer data = ByteBuffer.allocateDirect(BULK_BYTES);
      long begin = nanoTime.getAsLong();
      while (data.hasRemaining()) {
        channel.write(data);
      }
      channel.force(false);
      return BULK_BYTES / (double) MIB / ((nanoTime.getAsLong() - begin) / 1e9);
    }
  }
}
