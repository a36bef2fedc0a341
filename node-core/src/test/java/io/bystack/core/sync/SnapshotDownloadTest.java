package io.bystack.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Hash;
import io.bystack.core.p2p.message.LaneMessage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A snapshot's file from peers that come and go, and for processes that end. */
class SnapshotDownloadTest extends SnapshotStage {
  @Test
  void severalPeersGivePartsOfOneFile() throws IOException {
    VirtualPeer first = new VirtualPeer(FILE);
    VirtualPeer second = new VirtualPeer(FILE);
    run();
    arrived(FILE);
    assertThat(Stream.of(first, second).flatMap(p -> p.asked.stream()))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, PARTS).boxed().toList());
  }

  @Test
  void aLostConnectionCostsOnlyWhatWasUnderWay() throws IOException {
    VirtualPeer lost = new VirtualPeer(FILE);
    lost.silent = from(3);
    run();
    lost.goes();
    pass(5);
    VirtualPeer next = new VirtualPeer(FILE);
    run();
    arrived(FILE);
    assertThat(next.asked).containsExactly(3, 4, 5);
  }

  @Test
  void anotherProcessGoesOnWithWhatIsOnDisk() throws IOException {
    VirtualPeer before = new VirtualPeer(FILE);
    before.silent = from(4);
    run();
    peers.clear();
    restart();
    VirtualPeer after = new VirtualPeer(FILE);
    run();
    arrived(FILE);
    assertThat(after.asked).containsExactly(4, 5);
  }

  @Test
  void whatACrashSpoiltOnDiskIsAskedForAgain() throws IOException {
    VirtualPeer before = new VirtualPeer(FILE);
    before.silent = from(4);
    run();
    peers.clear();
    Path parts =
        filesOnDisk().stream()
            .filter(f -> f.toString().endsWith(".parts"))
            .findFirst()
            .orElseThrow();
    try (RandomAccessFile file = new RandomAccessFile(parts.toFile(), "rw")) {
      file.seek(LaneMessage.CHUNK + 5);
      file.write(~FILE.content().at(LaneMessage.CHUNK + 5));
      file.setLength(3L * LaneMessage.CHUNK + 10);
    }
    restart();
    VirtualPeer after = new VirtualPeer(FILE);
    run();
    arrived(FILE);
    assertThat(after.asked).containsExactly(1, 3, 4, 5);
  }

  @Test
  void aProcessThatEndsBeforeTheFileIsLoadedNeedsNoPeer() throws IOException {
    new VirtualPeer(FILE);
    run();
    peers.clear();
    CompletableFuture<FetchedSnapshot> again = new CompletableFuture<>();
    SnapshotDisk disk = new SnapshotDisk(folder, DIGEST, () -> free);
    disk.find();
    SnapshotFetch next = new SnapshotFetch(HEIGHT, DIGEST, disk, again);
    assertThat(next.isOver()).isTrue();
    assertThat(again.join()).isEqualTo(done.join());
  }

  @Test
  void whatIsOfAnotherSnapshotOrDamagedIsDeleted() throws IOException {
    VirtualPeer before = new VirtualPeer(FILE);
    before.silent = from(2);
    run();
    assertThat(filesOnDisk()).hasSize(2);
    Files.writeString(folder.resolve("0.manifest"), "damaged");
    Files.writeString(folder.resolve("1.parts"), "of nothing");
    restart();
    assertThat(filesOnDisk()).hasSize(2);
    new SnapshotDisk(folder, Hash.ZERO, () -> free).find();
    assertThat(filesOnDisk()).isEmpty();
  }

  @Test
  void aSilentPeerLosesItsPartsToOthers() throws IOException {
    VirtualPeer silent = new VirtualPeer(FILE);
    silent.silent = from(0);
    run();
    assertThat(silent.asked).containsExactly(0, 1, 2, 3);
    VirtualPeer good = new VirtualPeer(FILE);
    pass(20);
    assertThat(good.asked).containsExactly(4, 5);
    pass(1);
    arrived(FILE);
    assertThat(good.asked).containsExactly(4, 5, 0, 1, 2, 3);
    assertThat(silent.link.offences()).isEmpty();
  }

  @Test
  void aSilentPeerIsLeftAloneForAWhile() {
    VirtualPeer silent = new VirtualPeer(FILE);
    silent.silent = from(0);
    run();
    pass(21);
    assertThat(silent.asked).hasSize(4);
    pass(59);
    assertThat(silent.manifests).isEqualTo(1);
    pass(2);
    assertThat(silent.manifests).isEqualTo(2);
  }

  @Test
  void aPeerThatLacksAPartIsNotBlamed() throws IOException {
    VirtualPeer partly = new VirtualPeer(FILE);
    partly.lacks = index -> index == 0;
    run();
    assertThat(done).isNotDone();
    new VirtualPeer(FILE);
    pass(1);
    arrived(FILE);
    assertThat(partly.link.offences()).isEmpty();
  }

  @Test
  void aFileWhosePeersAreGoneIsWaitedForBeforeAnotherIsBegun() throws IOException {
    VirtualPeer first = new VirtualPeer(FILE);
    first.silent = from(3);
    run();
    first.goes();
    VirtualPeer other = new VirtualPeer(OTHER);
    pass(30);
    assertThat(other.asked).isEmpty();
    VirtualPeer back = new VirtualPeer(FILE);
    run();
    arrived(FILE);
    assertThat(back.asked).containsExactly(3, 4, 5);
  }

  @Test
  void aFileNobodyGivesAnyMoreMakesWayButStays() throws IOException {
    VirtualPeer first = new VirtualPeer(FILE);
    first.silent = from(3);
    run();
    first.goes();
    VirtualPeer other = new VirtualPeer(OTHER);
    other.silent = from(1);
    pass(61);
    assertThat(other.asked).containsExactly(0, 1, 2, 3, 4);
    other.goes();
    VirtualPeer back = new VirtualPeer(FILE);
    pass(61);
    arrived(FILE);
    assertThat(back.asked).containsExactly(3, 4, 5);
  }

  @Test
  void theFileMostPeersHaveIsPreferred() throws IOException {
    new VirtualPeer(OTHER);
    new VirtualPeer(FILE);
    new VirtualPeer(FILE);
    free = 0;
    run();
    free = 1L << 40;
    pass(1);
    arrived(FILE);
  }
}
