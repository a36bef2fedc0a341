package io.bystack.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.SnapshotClaim;
import io.bystack.core.p2p.message.LaneMessage;
import io.bystack.core.p2p.message.LaneMessage.SnapshotChunk;
import io.bystack.core.p2p.message.LaneMessage.SnapshotManifest;
import io.bystack.core.sync.SnapshotSource.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A snapshot's file from peers that mean no good. */
class HostileSnapshotTest extends SnapshotStage {
  @Test
  void aBadPartIsBlamedOnItsSenderAndOnlyThatPartAskedForElsewhere() throws IOException {
    VirtualPeer bad = new VirtualPeer(FILE);
    bad.spoils = index -> index == 2;
    run();
    pass(1);
    VirtualPeer good = new VirtualPeer(FILE);
    pass(1);
    arrived(FILE);
    assertThat(bad.link.offences())
        .containsExactly("ILLEGAL: a part of a snapshot other than announced");
    assertThat(good.link.offences()).isEmpty();
    assertThat(bad.asked).contains(2);
    assertThat(good.asked).contains(2).doesNotContain(0, 1, 3);
  }

  @Test
  void thePaceOfOnePeerCannotHoldUpWhatOthersGive() throws IOException {
    SnapshotFile large = SnapshotFile.random(3, 40);
    VirtualPeer drip = new VirtualPeer(large);
    drip.silent = from(0);
    run();
    VirtualPeer good = new VirtualPeer(OTHER);
    for (int part = 0; part < 4; part++) {
      assertThat(good.asked).isEmpty();
      pass(15);
      fetch.received(drip.state, new SnapshotChunk(DIGEST, part, large.part(part)), now);
    }
    pass(1);
    assertThat(drip.manifests).isEqualTo(1);
    arrived(OTHER);
  }

  @Test
  void whatTheDiskCannotHoldIsNotBegun() throws IOException {
    VirtualPeer peer = new VirtualPeer(FILE);
    long needed = FILE.manifest().bytes() + 2 * FILE.manifest().unpacked();
    free = SnapshotClaim.SPACE_LEFT_FREE + needed - 1;
    pass(100);
    assertThat(peer.asked).isEmpty();
    assertThat(filesOnDisk()).isEmpty();
    free++;
    pass(1);
    arrived(FILE);
  }

  @Test
  void aDiskThatFillsUpMeanwhileIsLeftItsReserve() throws IOException {
    VirtualPeer peer = new VirtualPeer(FILE);
    peer.silent = from(2);
    run();
    assertThat(peer.asked).containsExactly(0, 1, 2, 3, 4, 5);
    free = SnapshotClaim.SPACE_LEFT_FREE + LaneMessage.CHUNK - 1;
    peer.goes();
    VirtualPeer next = new VirtualPeer(FILE);
    pass(50);
    assertThat(next.asked).isEmpty();
    free = 1L << 40;
    pass(1);
    arrived(FILE);
  }

  @Test
  void manifestsThatContradictThemselvesAreBlamed() throws IOException {
    List<Hash> chunks = FILE.manifest().chunks();
    long bytes = FILE.manifest().bytes();
    long most = (long) PARTS * LaneMessage.CHUNK;
    for (Manifest bad :
        List.of(
            new Manifest(most + 1, 5, chunks),
            new Manifest(most - LaneMessage.CHUNK, 5, chunks),
            new Manifest(-1, 5, chunks),
            new Manifest(bytes, 0, chunks),
            new Manifest(bytes, -1, chunks),
            new Manifest(bytes, bytes * 1_032 + 1, chunks))) {
      VirtualPeer peer = new VirtualPeer(FILE);
      peer.says = bad;
      pass(30);
      assertThat(peer.link.offences()).as("%s", bad).hasSize(1);
      assertThat(peer.asked).isEmpty();
      assertThat(peer.manifests).isEqualTo(1);
      peer.goes();
    }
    assertThat(filesOnDisk()).isEmpty();
  }

  @Test
  void aFileThatIsNotTheSnapshotIsNotTakenAgain() throws IOException {
    VirtualPeer liar = new VirtualPeer(OTHER);
    run();
    arrived(OTHER);
    CompletableFuture<FetchedSnapshot> next = new CompletableFuture<>();
    fetch.refuse(next);
    assertThat(filesOnDisk()).isEmpty();
    assertThat(liar.link.offences()).hasSize(1).allMatch(o -> o.startsWith("HOSTILE"));
    liar.goes();
    VirtualPeer again = new VirtualPeer(OTHER);
    VirtualPeer good = new VirtualPeer(FILE);
    run();
    assertThat(again.asked).isEmpty();
    assertThat(again.link.offences()).hasSize(1).allMatch(o -> o.startsWith("HOSTILE"));
    assertThat(next.join().unpacked()).isEqualTo(FILE.manifest().unpacked());
    assertThat(Files.readAllBytes(next.join().file())).isEqualTo(FILE.content().toArray());
    assertThat(good.link.offences()).isEmpty();
  }

  @Test
  void manyDifferentOffersNeitherGatherNorKeepOutTheGoodOne() throws IOException {
    for (int i = 0; i < 40; i++) {
      VirtualPeer liar = new VirtualPeer(FILE);
      List<Hash> chunks = new ArrayList<>(FILE.manifest().chunks());
      chunks.set(0, new Hash(i, 0, 0, 0));
      liar.says = new Manifest(FILE.manifest().bytes(), FILE.manifest().unpacked(), chunks);
      liar.silent = from(0);
    }
    VirtualPeer good = new VirtualPeer(FILE);
    for (int minute = 0; minute < 60 && !done.isDone(); minute++) {
      pass(60);
      assertThat(filesOnDisk()).hasSizeLessThanOrEqualTo(6);
    }
    arrived(FILE);
    assertThat(good.link.offences()).isEmpty();
  }

  @Test
  void whatNobodyAskedForIsIgnored() throws IOException {
    VirtualPeer peer = new VirtualPeer(FILE);
    VirtualPeer stranger = new VirtualPeer(OTHER);
    stranger.says = new Manifest(0, 0, List.of());
    peer.silent = from(0);
    run();
    fetch.received(stranger.state, new SnapshotChunk(DIGEST, 0, FILE.part(0)), now);
    fetch.received(peer.state, new SnapshotChunk(Hash.ZERO, 0, FILE.part(0)), now);
    fetch.received(peer.state, new SnapshotChunk(DIGEST, 5, FILE.part(5)), now);
    SnapshotManifest unasked = OTHER.manifest().message(DIGEST);
    fetch.received(peer.state, unasked, now);
    assertThat(filesOnDisk()).hasSize(1);
    assertThat(stranger.link.offences()).isEmpty();
  }
}
