package io.bystack.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import io.bystack.core.p2p.message.LaneMessage;
import io.bystack.core.p2p.message.LaneMessage.GetSnapshot;
import io.bystack.core.p2p.message.LaneMessage.GetSnapshotChunk;
import io.bystack.core.p2p.message.LaneMessage.SnapshotChunk;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.sync.SnapshotSource.Manifest;
import io.bystack.core.sync.vectors.RecordingLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Virtual peers that have a snapshot, and the node that gets it, step by step. */
abstract class SnapshotStage {
  static final Hash DIGEST = new Hash(1, 2, 3, 4);
  static final long HEIGHT = 77;
  static final int PARTS = 6;
  static final long SECOND = 1_000;

  @TempDir Path folder;
  final List<VirtualPeer> peers = new ArrayList<>();
  long now = 1_000_000;
  long free = 1L << 40;
  final CompletableFuture<FetchedSnapshot> done = new CompletableFuture<>();
  SnapshotFetch fetch;

  /** A file that unpacks to twice its size. */
  record SnapshotFile(Bytes content, Manifest manifest) {
    static SnapshotFile random(int seed, int parts) {
      byte[] content = new byte[(parts - 1) * LaneMessage.CHUNK + 1_000];
      new Random(seed).nextBytes(content);
      Bytes file = Bytes.wrap(content);
      List<Hash> chunks =
          IntStream.range(0, parts).mapToObj(index -> Sha3.sha3(part(file, index))).toList();
      return new SnapshotFile(file, new Manifest(content.length, 2L * content.length, chunks));
    }

    private static Bytes part(Bytes file, int index) {
      int from = index * LaneMessage.CHUNK;
      return file.slice(from, Math.min(file.length(), from + LaneMessage.CHUNK));
    }

    Bytes part(int index) {
      return part(content, index);
    }
  }

  static final SnapshotFile FILE = SnapshotFile.random(1, PARTS);
  static final SnapshotFile OTHER = SnapshotFile.random(2, PARTS);

  /** A peer that answers what it is asked, as far as it is told to. */
  final class VirtualPeer {
    final RecordingLink link = new RecordingLink(true);
    final PeerState state = new PeerState(link, now);
    final List<Integer> asked = new ArrayList<>();
    final SnapshotFile file;
    IntPredicate silent = _ -> false;
    IntPredicate spoils = _ -> false;
    IntPredicate lacks = _ -> false;
    Manifest says;
    int manifests;

    VirtualPeer(SnapshotFile file) {
      this.file = file;
      this.says = file.manifest();
      state.register();
      peers.add(this);
    }

    /** Whether there was anything to answer. */
    boolean answer() {
      List<Message> questions = link.take();
      questions.forEach(this::answer);
      return !questions.isEmpty();
    }

    void answer(Message question) {
      switch (question) {
        case GetSnapshot m -> {
          assertThat(m).isEqualTo(new GetSnapshot(HEIGHT, DIGEST));
          manifests++;
          fetch.received(state, says.message(DIGEST), now);
        }
        case GetSnapshotChunk m -> {
          asked.add(m.index());
          if (!silent.test(m.index())) {
            fetch.received(state, new SnapshotChunk(DIGEST, m.index(), content(m.index())), now);
          }
        }
        default -> throw new AssertionError("unexpected " + question);
      }
    }

    private Bytes content(int index) {
      if (lacks.test(index)) {
        return Bytes.EMPTY;
      }
      return spoils.test(index) ? Bytes.wrap(new byte[LaneMessage.CHUNK]) : file.part(index);
    }

    void goes() {
      peers.remove(this);
      fetch.gone(state);
    }
  }

  @BeforeEach
  void begin() throws IOException {
    restart();
  }

  /** As a new process would go on. */
  void restart() throws IOException {
    SnapshotDisk disk = new SnapshotDisk(folder, DIGEST, () -> free);
    disk.find();
    fetch = new SnapshotFetch(HEIGHT, DIGEST, disk, done);
  }

  /** Lets all that can happen at this moment happen. */
  void run() {
    fetch.tick(peers.stream().map(p -> p.state).toList(), now);
    while (List.copyOf(peers).stream().map(VirtualPeer::answer).reduce(false, Boolean::logicalOr)) {
      assertThat(peers).isNotEmpty();
    }
  }

  void pass(long seconds) {
    for (long second = 0; second < seconds; second++) {
      now += SECOND;
      run();
    }
  }

  void arrived(SnapshotFile file) throws IOException {
    assertThat(done).isCompleted();
    FetchedSnapshot fetched = done.join();
    assertThat(Files.readAllBytes(fetched.file())).isEqualTo(file.content().toArray());
    assertThat(fetched.unpacked()).isEqualTo(file.manifest().unpacked());
  }

  List<Path> filesOnDisk() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  static IntPredicate from(int first) {
    return index -> index >= first;
  }
}
