package io.bystack.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.ChainSnapshot;
import io.bystack.core.chain.HistoryValidator;
import io.bystack.core.chain.HistoryValidator.Result;
import io.bystack.core.chain.SnapshotClaim;
import io.bystack.core.chain.UtxoDigest;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.p2p.message.LaneMessage;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.sync.FetchedSnapshot;
import io.bystack.core.sync.SnapshotShelf;
import io.bystack.core.sync.SyncNode;
import io.bystack.dpos.VaporFormat;
import io.bystack.dpos.VaporHeader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new node that begins with a peer's snapshot and validates the past afterwards. */
class SnapshotSyncTest {
  private static final int PATIENCE_SECONDS = 120;

  @TempDir private Path folder;

  private static SyncBench.Subject mainChain() throws Exception {
    Path recorded =
        Path.of(SnapshotSyncTest.class.getResource("/chains/main_500.jsonl.gz").toURI());
    return new SyncSubjects(new SecureRandom()).mainChain(recorded.getParent(), "main_500");
  }

  @Test
  void theMainChainBeginsWithASnapshot() throws Exception {
    beginsWithASnapshot(mainChain(), 300, true);
  }

  @Test
  void theSideChainBeginsWithASnapshot() throws Exception {
    beginsWithASnapshot(new SyncSubjects(new SecureRandom()).sideChain(30, 5), 20, true);
  }

  @Test
  void thePastComesFromReferenceNodesToo() throws Exception {
    beginsWithASnapshot(mainChain(), 300, false);
  }

  /**
   * @param pastOnFastLane whether the peer that gives the past speaks the fast lane
   */
  private void beginsWithASnapshot(SyncBench.Subject subject, int height, boolean pastOnFastLane)
      throws Exception {
    int top = subject.blocks().size();
    Path shelfFolder = Files.createDirectories(folder.resolve("shelf"));
    try (SyncSide server = NodesInSyncTest.side(subject, true);
        SyncSide giver = NodesInSyncTest.side(subject, pastOnFastLane)) {
      ChainSnapshot made = serve(server, subject, height, shelfFolder);
      giver.chain().takeAll(subject.blocks().stream());
      giver.start();
      FetchedSnapshot fetched = fetch(subject, made, server.port());
      Path file = fetched.file();
      ChainProtocol protocol = subject.protocol().get();
      Path chain = folder.resolve("chain");
      try (Store store = ForgedSnapshot.store(protocol, chain)) {
        assertThatThrownBy(
                () -> ForgedSnapshot.load(file, protocol, folder.resolve("w"), Hash.ZERO))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("the digest of its state");
        ChainSnapshot loaded =
            ChainSnapshot.load(file, protocol, store, claim(made, fetched), _ -> {});
        assertThat(loaded).isEqualTo(made);
      }
      try (SyncSide client =
          SyncSide.openIn(
              chain,
              protocol,
              subject.speech().make(protocol, true),
              InstantSource.system(),
              List.of(giver.port()))) {
        ChainEngine engine = client.chain().host().engine();
        assertThat(engine.best().height()).isEqualTo(height);
        assertThat(engine.storedBlock(hashAt(engine, 1))).isEmpty();
        CompletableFuture<Result> ended = new CompletableFuture<>();
        try (HistoryValidator validator = validator(engine, subject, ended::complete)) {
          client.peers().sync().fetchHistory(validator);
          client.startAndReach(top);
          assertThat(ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
              .isEqualTo(new Result.Agreed(height));
        }
        for (int h = 1; h <= top; h++) {
          assertThat(engine.storedBlock(hashAt(engine, h))).isPresent();
        }
        assertThat(engine.loadedSnapshot().orElseThrow().validated()).isTrue();
        assertThat(UtxoDigest.of(client.chain().host().store()))
            .isEqualTo(UtxoDigest.of(server.chain().host().store()));
      }
    }
  }

  private static SnapshotClaim claim(ChainSnapshot wanted, FetchedSnapshot fetched) {
    return new SnapshotClaim(Optional.of(wanted.digest()), fetched.unpacked());
  }

  private static Hash hashAt(ChainEngine engine, long height) {
    return engine.tree().mainChainAt(height).orElseThrow().hash();
  }

  /** A server that has put a snapshot of a height on its shelf, and gone on. */
  private static ChainSnapshot serve(
      SyncSide server, SyncBench.Subject subject, int height, Path shelfFolder) throws Exception {
    server.chain().takeAll(subject.blocks().stream().limit(height));
    ChainEngine engine = server.chain().host().engine();
    Path unnamed = shelfFolder.resolve("new");
    ChainSnapshot made = ChainSnapshot.create(engine, unnamed, _ -> {});
    Files.move(unnamed, shelfFolder.resolve(height + "-" + made.digest() + ".snapshot"));
    server.chain().takeAll(subject.blocks().stream().skip(height));
    SnapshotShelf shelf =
        new SnapshotShelf(engine, shelfFolder, SnapshotShelf.Making.NEVER, Runnable::run);
    shelf.open();
    server.peers().sync().serveSnapshots(shelf);
    server.start();
    return made;
  }

  /** A node without a chain gets the file. */
  private FetchedSnapshot fetch(SyncBench.Subject subject, ChainSnapshot wanted, int port)
      throws Exception {
    try (SyncSide empty = NodesInSyncTest.side(subject, true, port)) {
      CompletableFuture<FetchedSnapshot> file =
          empty
              .peers()
              .sync()
              .fetchSnapshot(wanted.height(), wanted.digest(), folder.resolve("file"));
      empty.start();
      FetchedSnapshot got = file.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(empty.chain().host().engine().best().height()).isZero();
      return got;
    }
  }

  private HistoryValidator validator(
      ChainEngine engine, SyncBench.Subject subject, Consumer<Result> ended) throws StoreException {
    HistoryValidator.Place place =
        new HistoryValidator.Place(
            engine, subject.protocol().get(), folder.resolve("history"), Runnable::run);
    return HistoryValidator.begin(place, ended).orElseThrow();
  }

  @Test
  void aFileThatUnpacksWithoutEndIsGivenUpAndAnotherPeerAsked() throws Exception {
    SyncBench.Subject subject = mainChain();
    Path shelfFolder = Files.createDirectories(folder.resolve("shelf"));
    ChainProtocol protocol = subject.protocol().get();
    Path bomb = folder.resolve("bomb");
    AnySnapshot.writeBomb(bomb, protocol.parameters(), 200 << 20);
    try (SyncSide good = NodesInSyncTest.side(subject, true);
        SyncSide client = NodesInSyncTest.side(subject, true)) {
      ChainSnapshot made = serve(good, subject, 60, shelfFolder);
      SyncNode sync = client.peers().sync();
      CompletableFuture<FetchedSnapshot> first =
          sync.fetchSnapshot(made.height(), made.digest(), folder.resolve("file"));
      client.start();
      FetchedSnapshot fetched;
      // What it claims is little, and a lie.
      AnySnapshot lie = new AnySnapshot(made.digest(), Files.readAllBytes(bomb), 100_000);
      try (SyncSide hostile = serving(subject, lie)) {
        client.peers().network().keep("127.0.0.1:" + hostile.port());
        fetched = first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
      try (Store store = ForgedSnapshot.store(protocol, folder.resolve("a"))) {
        assertThatThrownBy(() ->
                ChainSnapshot.load(fetched.file(), protocol, store, claim(made, fetched), _ -> {}))
            .hasMessageContaining("unpacks to more than the 100000 bytes");
      }
      CompletableFuture<FetchedSnapshot> second = sync.refuseSnapshot();
      client.peers().network().keep("127.0.0.1:" + good.port());
      FetchedSnapshot better = awaitUnbanned(client, second);
      try (Store store = ForgedSnapshot.store(protocol, folder.resolve("b"))) {
        assertThat(ChainSnapshot.load(better.file(), protocol, store, claim(made, better), _ -> {}))
            .isEqualTo(made);
      }
    }
  }

  /** Here the good peer has the address that may be banned for the other. */
  private static <T> T awaitUnbanned(SyncSide side, CompletableFuture<T> future) {
    long begin = System.nanoTime();
    while (!future.isDone()) {
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
      side.peers()
          .network()
          .bans()
          .forEach(ban -> {
            boolean _ = side.peers().network().unban(ban.address());
          });
      LockSupport.parkNanos(10_000_000);
    }
    return future.join();
  }

  @Test
  void aDownloadOutlivesConnectionsPeersAndProcesses() throws Exception {
    SyncBench.Subject subject = mainChain();
    Hash digest = new Hash(1, 2, 3, 4);
    byte[] content = new byte[10 * LaneMessage.CHUNK + 77];
    new Random(9).nextBytes(content);
    AnySnapshot firstHas = new AnySnapshot(digest, content, content.length).onlyBelow(4);
    AnySnapshot secondHas = new AnySnapshot(digest, content, content.length).onlyBelow(7);
    AnySnapshot thirdHas = new AnySnapshot(digest, content, content.length);
    try (SyncSide first = serving(subject, firstHas);
        SyncSide second = serving(subject, secondHas);
        SyncSide third = serving(subject, thirdHas)) {
      // One peer, which has not all of it; another, which has more; another process.
      try (SyncSide client = NodesInSyncTest.side(subject, true, first.port())) {
        var _ = client.peers().sync().fetchSnapshot(5, digest, folder.resolve("file"));
        client.start();
        // Asked for once the four before are here.
        firstHas.awaitRefusal(7);
        client.peers().network().keep("127.0.0.1:" + second.port());
        secondHas.awaitRefusal(10);
      }
      try (SyncSide client = NodesInSyncTest.side(subject, true, third.port())) {
        CompletableFuture<FetchedSnapshot> file =
            client.peers().sync().fetchSnapshot(5, digest, folder.resolve("file"));
        client.start();
        Path got = file.get(PATIENCE_SECONDS, TimeUnit.SECONDS).file();
        assertThat(Files.readAllBytes(got)).isEqualTo(content);
      }
      assertThat(firstHas.given()).containsExactlyInAnyOrder(0, 1, 2, 3);
      assertThat(secondHas.given()).isNotEmpty().isSubsetOf(4, 5, 6);
      assertThat(thirdHas.given()).contains(7, 8, 9, 10).doesNotContain(0, 1, 2, 3);
    }
  }

  private static SyncSide serving(SyncBench.Subject subject, AnySnapshot snapshot)
      throws Exception {
    SyncSide side = NodesInSyncTest.side(subject, true);
    side.peers().sync().serveSnapshots(snapshot);
    side.start();
    return side;
  }

  @Test
  void signaturesNoHashCoversAreCheckedWithThePast() throws Exception {
    SyncBench.Subject subject = new SyncSubjects(new SecureRandom()).sideChain(30, 5);
    int height = 20;
    ChainProtocol protocol = subject.protocol().get();
    Path good = folder.resolve("good");
    ChainSnapshot made;
    List<Bytes> headers = new ArrayList<>();
    try (SyncSide server = NodesInSyncTest.side(subject, true)) {
      server.chain().takeAll(subject.blocks().stream().limit(height));
      ChainEngine engine = server.chain().host().engine();
      made = ChainSnapshot.create(engine, good, _ -> {});
      for (int h = 0; h <= height; h++) {
        headers.add(engine.tree().header(engine.tree().mainChainAt(h).orElseThrow()).raw());
      }
    }
    Path forged = folder.resolve("forged");
    ForgedSnapshot.of(good, protocol)
        .rewrite(
            forged,
            (kind, value) ->
                Optional.of(kind == ForgedSnapshot.HEADER ? withFalseWitness(value) : value));
    Path chain = folder.resolve("chain");
    ForgedSnapshot.load(forged, protocol, chain, made.digest());
    try (SyncSide client =
        SyncSide.openIn(
            chain,
            protocol,
            subject.speech().make(protocol, true),
            InstantSource.system(),
            List.of())) {
      ChainEngine engine = client.chain().host().engine();
      assertThat(headerAt(engine, 7)).isNotEqualTo(headers.get(7));
      CompletableFuture<Result> ended = new CompletableFuture<>();
      try (HistoryValidator validator = validator(engine, subject, ended::complete)) {
        for (int h = 1; h <= height; h++) {
          validator.take(client.chain().decode(subject.blocks().get(h - 1)), _ -> {});
        }
        assertThat(ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
            .isEqualTo(new Result.Agreed(height));
      }
      for (int h = 1; h <= height; h++) {
        assertThat(headerAt(engine, h)).isEqualTo(headers.get(h));
      }
    }
  }

  private static Bytes headerAt(ChainEngine engine, long height) {
    return engine.tree().header(engine.tree().mainChainAt(height).orElseThrow()).raw();
  }

  /** The same header, with the same hash, but signed by nobody. */
  private static byte[] withFalseWitness(byte[] raw) {
    try {
      VaporHeader header = (VaporHeader) VaporFormat.INSTANCE.decodeHeader(Bytes.wrap(raw));
      List<Bytes> all = Collections.nCopies(10, Bytes.wrap(new byte[64]));
      return header.height() == 0 ? raw : header.withWitness(all).raw().toArray();
    } catch (DecodeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void aWrongStateShowsWhenThePastIsValidated() throws Exception {
    SyncBench.Subject subject = mainChain();
    int height = 60;
    ChainProtocol protocol = subject.protocol().get();
    Path good = folder.resolve("good");
    try (SyncSide server = NodesInSyncTest.side(subject, true)) {
      server.chain().takeAll(subject.blocks().stream().limit(height));
      ChainSnapshot.create(server.chain().host().engine(), good, _ -> {});
    }
    Path forged = folder.resolve("forged");
    Hash claimed = ForgedSnapshot.of(good, protocol).writeTo(forged, folder.resolve("try"));
    Path chain = folder.resolve("chain");
    ForgedSnapshot.load(forged, protocol, chain, claimed);
    try (SyncSide client =
        SyncSide.openIn(
            chain,
            protocol,
            subject.speech().make(protocol, true),
            InstantSource.system(),
            List.of())) {
      ChainEngine engine = client.chain().host().engine();
      CompletableFuture<Result> ended = new CompletableFuture<>();
      try (HistoryValidator validator = validator(engine, subject, ended::complete)) {
        for (int h = 1; h <= height; h++) {
          validator.take(client.chain().decode(subject.blocks().get(h - 1)), _ -> {});
        }
        Result result = ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(result).isInstanceOf(Result.Differs.class);
        assertThat(((Result.Differs) result).finding().height()).isEqualTo(height);
      }
      assertThat(engine.loadedSnapshot().orElseThrow().validated()).isFalse();
    }
  }
}
