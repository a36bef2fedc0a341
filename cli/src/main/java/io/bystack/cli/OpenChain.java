package io.bystack.cli;

import io.bystack.cli.ChainSelection.Selected;
import io.bystack.cli.exit.CommandException;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.ChainTables;
import io.bystack.core.chain.ChainThread;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.Surroundings;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.store.FailPoints;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreOptions;
import io.bystack.core.store.SyncMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** A chain's store with its engine, opened by a command while no node runs on it. */
final class OpenChain implements AutoCloseable {
  // A power cut may take blocks from the end, never parts of one; the command can be run again.
  private static final StoreOptions STORE =
      new StoreOptions(96L << 20, 64L << 20, SyncMode.ON_REQUEST, FailPoints.NONE);

  private final Store store;
  private final ChainEngine engine;
  private final ChainThread thread;

  private OpenChain(Store store, ChainEngine engine, ChainThread thread) {
    this.store = store;
    this.engine = engine;
    this.thread = thread;
  }

  /**
   * Opens the store of a folder, or makes it.
   *
   * @param workers check proofs and bodies; not closed with the chain
   */
  static OpenChain open(ChainProtocol protocol, Path folder, ExecutorService workers) {
    Store store = openStore(protocol, folder);
    String chain = protocol.parameters().chain();
    ChainThread thread = new ChainThread(chain);
    boolean done = false;
    try {
      Surroundings around =
          new Surroundings(
              Clock.systemUTC(), workers, thread.own(), FailPoints.fromSystemProperty());
      ChainEngine engine = ChainEngine.open(protocol, store, EngineOptions.DEFAULT, around);
      OpenChain open = new OpenChain(store, engine, thread);
      done = true;
      return open;
    } finally {
      if (!done) {
        thread.close();
        store.close();
      }
    }
  }

  private static Store openStore(ChainProtocol protocol, Path folder) {
    try {
      return ChainTables.open(
          protocol, folder, STORE.withFailPoints(FailPoints.fromSystemProperty()));
    } catch (StoreException e) {
      throw CommandException.of(e);
    }
  }

  Store store() {
    return store;
  }

  ChainEngine engine() {
    return engine;
  }

  /** Does something on the chain's thread and waits for it. */
  <T> T call(Supplier<T> task) {
    try {
      return thread.call(task).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** The folder of the data of {@code selected}, which must be there. */
  static Path existing(Selected selected) {
    Path folder = selected.folder();
    if (!Files.isDirectory(folder)) {
      throw CommandException.usage(
          "there is no " + selected.name() + " chain of " + selected.network(),
          "there is no folder " + folder,
          "Check --data-dir and --network, or import a chain.");
    }
    return folder;
  }

  @Override
  public void close() {
    thread.close();
    store.close();
  }
}
