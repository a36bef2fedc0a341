package io.bystack.cli.node;

import io.bystack.config.ChainConfig;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainSnapshot;
import io.bystack.core.chain.ChainTables;
import io.bystack.core.chain.SnapshotClaim;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreOptions;
import io.bystack.core.sync.FetchedSnapshot;
import io.bystack.core.sync.SyncNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins an empty chain with a state the operator trusts, which a peer gives: fetches the file,
 * loads it beside the chain, and puts it in the empty chain's place. What a process that was killed
 * meanwhile had of the file is gone on with.
 */
final class SnapshotStart {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotStart.class);

  private final ChainProtocol protocol;
  private final ChainConfig.Snapshot wanted;
  private final Path folder;
  private final Path scratch;

  SnapshotStart(HostedChain empty, ChainConfig.Snapshot wanted) {
    this.protocol = empty.host().engine().protocol();
    this.wanted = wanted;
    this.folder = empty.host().store().folder();
    this.scratch = scratch(empty);
  }

  /** Waits until a peer has given a file that is what its digest says, and loads it. */
  void load(SyncNode peers) throws IOException, InterruptedException {
    Hash digest = Hash.fromHex(wanted.digest());
    CompletableFuture<FetchedSnapshot> file =
        peers.fetchSnapshot(wanted.height(), digest, scratch.resolve("file"));
    while (!load(await(file), digest)) {
      file = peers.refuseSnapshot();
    }
  }

  private static FetchedSnapshot await(CompletableFuture<FetchedSnapshot> file)
      throws IOException, InterruptedException {
    try {
      return file.get();
    } catch (ExecutionException e) {
      throw new IOException("the snapshot cannot be written: " + e.getCause().getMessage(), e);
    }
  }

  /** False if the file is another than it should be, which is the fault of who gave it. */
  private boolean load(FetchedSnapshot fetched, Hash digest) throws IOException {
    Path target = scratch.resolve("chain");
    delete(target);
    try (Store store = ChainTables.open(protocol, target, StoreOptions.DEFAULT)) {
      ChainSnapshot loaded =
          ChainSnapshot.load(
              fetched.file(),
              protocol,
              store,
              new SnapshotClaim(Optional.of(digest), fetched.unpacked()),
              _ -> {});
      if (loaded.height() != wanted.height()) {
        LOG.warn("the snapshot is of height {}, not {}", loaded.height(), wanted.height());
        return false;
      }
      LOG.info("begins with block {}:{}", loaded.height(), loaded.block());
      return true;
    } catch (StoreException e) {
      if (e.reason() != StoreException.Reason.DAMAGED) {
        throw new IOException(e.getMessage(), e);
      }
      LOG.warn("{}", e.getMessage());
      return false;
    }
  }

  /** Puts what was loaded in the place of the empty chain, which must be closed. */
  void putInPlace() throws IOException {
    delete(folder.resolve("db"));
    Files.move(scratch.resolve("chain").resolve("db"), folder.resolve("db"));
    delete(scratch);
  }

  /** Deletes what is left of a beginning that nobody wants any more. */
  static void forget(HostedChain chain) throws IOException {
    delete(scratch(chain));
  }

  private static Path scratch(HostedChain chain) {
    Path folder = chain.host().store().folder();
    return folder.resolveSibling(folder.getFileName() + "-snapshot");
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
