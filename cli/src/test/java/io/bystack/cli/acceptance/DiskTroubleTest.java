package io.bystack.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes on a disk that is full or cannot be written: one clear line, exit status 1, and
 * everything goes on once there is room.
 */
class DiskTroubleTest {
  @TempDir Path folder;

  private static BystackProcess node(Path data) throws Exception {
    return BystackProcess.startSmall(
        "node",
        "--network=solonet",
        "--chains=main",
        "--data-dir=" + data,
        "--min-free-space=0B",
        "--main-api-port=0",
        "--main-p2p-listen=false");
  }

  private static void startsAndStops(Path data) throws Exception {
    try (BystackProcess process = node(data)) {
      process.awaitLine("it runs", line -> line.contains("Running"));
      assertThat(process.stop()).isZero();
    }
  }

  private static void refuses(String reason, Path data) throws Exception {
    try (BystackProcess process = node(data)) {
      assertThat(process.awaitExit()).as(process.outputSoFar()).isEqualTo(1);
      String output = process.output();
      assertThat(output).contains(reason).doesNotContain("\tat ");
      List<String> said =
          output.lines().filter(line -> !line.startsWith("WARNING") && !line.isBlank()).toList();
      assertThat(said).as("a few clear lines").hasSizeLessThanOrEqualTo(5);
      assertThat(said).anyMatch(line -> line.startsWith("bystack: "));
    }
  }

  @Test
  @Tag("long")
  void aReadOnlyDiskIsNamedAtTheStart() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 64)) {
      Path data = disk.folder().resolve("data");
      disk.readOnly(true);
      refuses("Read-only file system", data);
      disk.readOnly(false);
      startsAndStops(data);
      disk.readOnly(true);
      refuses("Read-only file system", data);
      disk.readOnly(false);
      startsAndStops(data);
    }
  }

  @Test
  @Tag("long")
  void aFullDiskIsNamedAtTheStart() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 16)) {
      Path data = disk.folder().resolve("data");
      disk.fill(0);
      refuses("No space left on device", data);
      disk.makeRoom();
      startsAndStops(data);
      disk.fill(0);
      refuses("No space left on device", data);
      disk.makeRoom();
      startsAndStops(data);
    }
  }

  @Test
  @Tag("long")
  void aProducerStopsWhenTheDiskFillsAndGoesOnOnceThereIsRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 16);
        Network network = Network.writtenWithValidators(disk.folder().resolve("net"), 1)) {
      Network.Node node = network.node(1);
      // So large a buffer that the file system has no room to set aside for its log.
      String[] options = {"--min-free-space=0B", "--side-store-write-buffer=128MiB"};
      node.start(options);
      node.waitForHeight(3);
      disk.fill(32 << 10);
      assertThat(node.awaitExit()).isEqualTo(1);
      String output = node.output();
      assertThat(output)
          .contains("chain side has failed and is stopped", "No space left on device")
          .contains("no chain is left")
          .doesNotContain("\tat ")
          .doesNotContain("Exception in thread");
      disk.makeRoom();
      node.start(options);
      long height = node.height();
      assertThat(height).isGreaterThanOrEqualTo(3);
      node.waitForHeight(height + 3);
      assertThat(node.stop()).isZero();
    }
  }

  @Test
  @Tag("long")
  void aSideChainWhoseDiskIsFullHarmsNoOther() throws Exception {
    Path data = folder.resolve("data");
    Path config = TwoSideChains.write(folder, data).config();
    try (SmallDisk disk = SmallDisk.mount(data.resolve("games"), 8);
        BystackProcess node =
            BystackProcess.startSmall("node", "--config=" + config, "--min-free-space=0B")) {
      int side = node.awaitApiPort("side");
      int games = node.awaitApiPort("games");
      awaitBlocks(node, games, 2);
      disk.fill(16 << 10);
      String failed = node.awaitLine("games fails", line -> line.contains("has failed"));
      assertThat(failed)
          .contains("chain games has failed and is stopped", "No space left on device");
      awaitBlocks(node, side, blocks(node, side) + 4);
      assertThat(node.stop()).isZero();
      assertThat(node.output()).doesNotContain("\tat ");
    }
  }

  private static long blocks(BystackProcess node, int api) throws Exception {
    return node.call(api, "/get-block-count", "").path("data").path("block_count").asLong();
  }

  private static void awaitBlocks(BystackProcess node, int api, long wanted) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    while (blocks(node, api) < wanted) {
      assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @Test
  @Tag("long")
  void aBackupForWhichThereIsNoRoomLeavesNothing() throws Exception {
    Path data = folder.resolve("data");
    startsAndStops(data);
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 1)) {
      disk.fill(8 << 10);
      try (BystackProcess backup =
          BystackProcess.startSmall(
              "db",
              "backup",
              "create",
              "--network=solonet",
              "--data-dir=" + data,
              "--backups=" + disk.folder())) {
        assertThat(backup.awaitExit()).isEqualTo(1);
        assertThat(backup.output()).contains("No space left on device").doesNotContain("\tat ");
      }
      try (var left = Files.walk(disk.folder())) {
        assertThat(left.filter(Files::isRegularFile)).containsOnly(disk.folder().resolve("filler"));
      }
    }
  }
}
