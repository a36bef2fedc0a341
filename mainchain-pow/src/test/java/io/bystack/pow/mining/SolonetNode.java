package io.bystack.pow.mining;

import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.ChainTables;
import io.bystack.core.chain.ChainThread;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolOptions;
import io.bystack.core.chain.Surroundings;
import io.bystack.core.consensus.ValidatedTransactions;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.model.Block;
import io.bystack.core.store.FailPoints;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreOptions;
import io.bystack.core.store.SyncMode;
import io.bystack.pow.ClassicTransactionValidator;
import io.bystack.pow.consensus.PowFunction;
import io.bystack.pow.consensus.PowNetwork;
import io.bystack.pow.consensus.PowProtocol;
import io.bystack.pow.tensority.FreeCores;
import io.bystack.pow.tensority.KernelChoice;
import io.bystack.pow.tensority.Tensority;
import java.nio.file.Path;
import java.time.InstantSource;

/** A solonet chain with a pool and a work board on a real store. */
public final class SolonetNode implements AutoCloseable {
  private static final StoreOptions STORE =
      new StoreOptions(32L << 20, 16L << 20, SyncMode.ON_REQUEST, FailPoints.NONE);

  private final ChainThread thread = new ChainThread("test");
  private final Store store;
  private final PowFunction function;
  private final ChainEngine engine;
  private final Mempool pool;
  private final WorkBoard board;

  /** With real proofs of work. */
  public SolonetNode(Path folder, InstantSource clock) throws StoreException {
    this(
        folder,
        clock,
        PowFunction.of(
            new Tensority(KernelChoice.candidates().getLast(), 2, FreeCores.none()),
            Runnable::run));
  }

  /** With proofs of work of another kind. */
  public SolonetNode(Path folder, InstantSource clock, PowFunction function) throws StoreException {
    this.function = function;
    PowProtocol protocol =
        new PowProtocol(
            PowNetwork.of("solonet").parameters(),
            new ValidatedTransactions(
                new ClassicTransactionValidator(
                    ClassicTransactionValidator.Parameters.bytom(), Ed25519.verifier()::verify),
                height -> 0),
            function);
    store = Store.open(folder, "main", "solonet", ChainTables.of(protocol), STORE);
    Surroundings around = new Surroundings(clock, Runnable::run, thread, FailPoints.NONE);
    engine =
        thread
            .call(() -> ChainEngine.open(protocol, store, EngineOptions.REFERENCE, around))
            .join();
    pool = Mempool.follow(engine, PoolOptions.of(protocol.poolPolicy().limits()));
    TemplateBuilder builder =
        new TemplateBuilder(
            engine.tree(), new PoolChoice(pool, PowNetwork.MAX_BLOCK_GAS, clock), clock);
    MiningSettings settings = MiningSettings.payingTo(MiningSettings.ANYONE_CAN_SPEND);
    board = thread.call(() -> new WorkBoard(builder, this::take, thread, settings)).join();
    engine.addListener(board);
  }

  private BlockOutcome take(Block block) {
    return thread.call(() -> engine.process(block, "miner")).join();
  }

  /** Waits until the engine's thread has done everything handed to it so far. */
  public void settle() {
    thread.call(() -> 0).join();
  }

  public ChainEngine engine() {
    return engine;
  }

  public Mempool pool() {
    return pool;
  }

  public WorkBoard board() {
    return board;
  }

  public PowFunction function() {
    return function;
  }

  @Override
  public void close() {
    thread.close();
    store.close();
  }
}
