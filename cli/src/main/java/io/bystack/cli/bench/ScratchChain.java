package io.bystack.cli.bench;

import io.bystack.cli.node.ChainHost;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.chain.BlockImporter;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.metrics.Metrics;
import io.bystack.core.model.Block;
import io.bystack.core.store.FailPoints;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreOptions;
import io.bystack.core.store.SyncMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A chain as a node runs it, in a folder of its own that is deleted at the end. */
final class ScratchChain implements AutoCloseable {
  private static final long CACHE_BYTES = 96L << 20;
  private static final long PAUSE_NANOS = 10_000_000;
  private static final long WRITE_BUFFER_BYTES = 96L << 20;

  private final Optional<ScratchFolder> folder;
  private final ChainHost host;

  private ScratchChain(Optional<ScratchFolder> folder, ChainHost host) {
    this.folder = folder;
    this.host = host;
  }

  static ScratchChain open(ChainProtocol protocol, InstantSource clock, SyncMode sync)
      throws IOException, StoreException {
    ScratchFolder folder = ScratchFolder.create();
    return new ScratchChain(
        Optional.of(folder), host(folder.path().resolve("chain"), protocol, clock, sync));
  }

  /** A chain in a folder that stays. */
  static ScratchChain openIn(
      Path folder, ChainProtocol protocol, InstantSource clock, SyncMode sync)
      throws StoreException {
    return new ScratchChain(Optional.empty(), host(folder, protocol, clock, sync));
  }

  private static ChainHost host(
      Path folder, ChainProtocol protocol, InstantSource clock, SyncMode sync)
      throws StoreException {
    StoreOptions store = new StoreOptions(CACHE_BYTES, WRITE_BUFFER_BYTES, sync, FailPoints.NONE);
    ChainHost.Settings settings =
        new ChainHost.Settings(
            folder,
            store,
            EngineOptions.DEFAULT,
            Runtime.getRuntime().availableProcessors(),
            clock,
            Metrics.none());
    return ChainHost.open(protocol, settings);
  }

  ChainHost host() {
    return host;
  }

  /**
   * Imports blocks from their bytes, looking ahead, and forces them to the disk.
   *
   * @throws IllegalStateException if one is refused
   */
  void takeAll(Stream<Bytes> blocks) {
    Optional<BlockImporter.Imported> refused =
        host.thread()
            .call(() ->
                new BlockImporter(host.engine(), BlockImporter.Window.DEFAULT)
                    .run(blocks.map(this::decode).iterator(), imported -> {}))
            .join();
    if (refused.isPresent()) {
      throw new IllegalStateException(
          "block " + refused.get().block().height() + ": " + refused.get().outcome());
    }
    host.store().sync();
  }

  /**
   * Waits until the store has put its files in order, so that this is not counted with what
   * follows.
   */
  void settle() {
    while (host.store().isReworkingFiles()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  Block decode(Bytes raw) {
    try {
      return host.engine().protocol().format().decodeBlock(raw);
    } catch (DecodeException e) {
      throw new IllegalStateException("a block of the benchmark does not decode", e);
    }
  }

  @Override
  public void close() throws IOException {
    host.close();
    if (folder.isPresent()) {
      folder.get().close();
    }
  }
}
