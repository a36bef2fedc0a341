package io.bystack.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.ChainSnapshot;
import io.bystack.core.chain.HistoryValidator;
import io.bystack.core.chain.HistoryValidator.Result;
import io.bystack.core.chain.UtxoDigest;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.sync.SnapshotShelf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
      Path file = fetch(subject, made, server.port());
      ChainProtocol protocol = subject.protocol().get();
      Path chain = folder.resolve("chain");
      try (Store store = ForgedSnapshot.store(protocol, chain)) {
        assertThatThrownBy(
                () -> ForgedSnapshot.load(file, protocol, folder.resolve("w"), Hash.ZERO))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("the digest of its state");
        ChainSnapshot loaded =
            ChainSnapshot.load(file, protocol, store, Optional.of(made.digest()), _ -> {});
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
  private Path fetch(SyncBench.Subject subject, ChainSnapshot wanted, int port) throws Exception {
    try (SyncSide empty = NodesInSyncTest.side(subject, true, port)) {
      CompletableFuture<Path> file =
          empty
              .peers()
              .sync()
              .fetchSnapshot(wanted.height(), wanted.digest(), folder.resolve("file"));
      empty.start();
      Path got = file.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
