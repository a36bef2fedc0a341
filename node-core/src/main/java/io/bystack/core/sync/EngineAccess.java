package io.bystack.core.sync;

import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.BlockIntake;
import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.ChainThread;
import io.bystack.core.chain.HeaderChecker;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolEntry;
import io.bystack.core.chain.PoolListener;
import io.bystack.core.chain.StoredBlock;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.consensus.TxOutcome;
import io.bystack.core.consensus.TxPlace;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.LedgerFormat;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain engine and its pool as synchronisation sees them. Blocks go through the importer, so
 * that those waiting are checked ahead while the first is connected; transactions are judged on
 * workers.
 */
public final class EngineAccess implements ChainAccess {
  private static final Logger LOG = LoggerFactory.getLogger(EngineAccess.class);

  private final ChainEngine engine;
  private final Mempool pool;
  private final Threads threads;
  private final BlockIntake intake;
  private final Hash genesis;

  /**
   * Where the chain's work is done.
   *
   * @param engine the engine's own thread; must not be too busy for the few tasks that come from
   *     here
   * @param workers judge transactions
   * @param failed is told of every failure; whether it is one after which the chain stops
   */
  public record Threads(Executor engine, Executor workers, Predicate<Throwable> failed) {
    /** Nobody is told. */
    public Threads(Executor engine, Executor workers) {
      this(engine, workers, _ -> false);
    }

    /** Those of a chain. */
    public static Threads of(ChainThread engine, Executor workers) {
      return new Threads(engine.own(), workers, engine::report);
    }
  }

  public EngineAccess(ChainEngine engine, Mempool pool, Threads threads) {
    this.engine = engine;
    this.pool = pool;
    this.threads = threads;
    this.intake = new BlockIntake(engine, threads.engine, BlockIntake.Limits.DEFAULT);
    this.genesis = engine.protocol().parameters().genesis().hash();
  }

  /** Lets a node hear of new best blocks and of new transactions in the pool. */
  public void tell(SyncNode node) {
    engine.addListener(_ -> node.bestChanged());
    pool.addListener(
        new PoolListener() {
          @Override
          public void added(PoolEntry entry) {
            node.poolAccepted(entry.transaction());
          }

          @Override
          public void removed(Transaction transaction, Departure departure) {}
        });
  }

  @Override
  public LedgerFormat format() {
    return engine.protocol().format();
  }

  @Override
  public BlockTree tree() {
    return engine.tree();
  }

  @Override
  public Hash genesis() {
    return genesis;
  }

  @Override
  public long finalHeight() {
    return engine.rules().finalHeight();
  }

  @Override
  public Optional<Block> body(BlockRef ref) {
    return engine.storedBlock(ref.hash()).map(StoredBlock::block);
  }

  @Override
  public Optional<Transaction> waiting(Hash id) {
    return pool.get(id).map(PoolEntry::transaction);
  }

  @Override
  public TxStatus status(BlockRef block) {
    return engine
        .storedBlock(block.hash())
        .map(StoredBlock::status)
        .orElseThrow(() -> new IllegalArgumentException("no body of block " + block));
  }

  @Override
  public void checkHeaders(
      List<BlockHeader> ahead, List<BlockHeader> fresh, Consumer<HeadersVerdict> done) {
    threads.engine.execute(() -> {
      HeadersVerdict verdict;
      try {
        HeaderChecker.Result result = new HeaderChecker(engine).check(ahead, fresh);
        verdict = new HeadersVerdict(result.good(), result.fault());
      } catch (RuntimeException e) {
        failed("headers could not be checked", e);
        String why = "the headers could not be checked: " + e;
        verdict = new HeadersVerdict(0, Optional.of(RuleViolation.of(why, Verdict.TEMPORARY)));
      }
      done.accept(verdict);
    });
  }

  private void failed(String what, RuntimeException e) {
    if (!threads.failed.test(e)) {
      LOG.error(what, e);
    }
  }

  @Override
  public void submit(Block block, String source, Consumer<BlockVerdict> done) {
    intake.submit(block, outcome -> done.accept(verdict(outcome)));
  }

  private static BlockVerdict verdict(BlockOutcome outcome) {
    Fate fate =
        switch (outcome.place()) {
          case MAIN, SIDE -> Fate.STORED;
          case KNOWN -> Fate.KNOWN;
          case ORPHAN -> Fate.ORPHAN;
          case REJECTED -> Fate.REJECTED;
        };
    return new BlockVerdict(fate, outcome.violation());
  }

  @Override
  public void submit(Transaction transaction, String source, Consumer<TransactionVerdict> done) {
    threads.workers.execute(() -> {
      TransactionVerdict verdict;
      try {
        verdict = judge(transaction);
      } catch (RuntimeException e) {
        failed("transaction " + transaction.id() + " could not be judged", e);
        verdict = TransactionVerdict.UNWANTED;
      }
      done.accept(verdict);
    });
  }

  private TransactionVerdict judge(Transaction transaction) {
    return switch (pool.submit(transaction).place()) {
      case ADDED -> TransactionVerdict.ACCEPTED;
      case KNOWN -> TransactionVerdict.KNOWN;
      case ORPHAN -> TransactionVerdict.ORPHAN;
      case REJECTED -> {
        // Only what no block may contain is an offence; the pool is choosier than that.
        TxPlace place = TxPlace.at(engine.best().height() + 1);
        TxOutcome outcome = engine.verdicts().check(transaction, place);
        yield outcome.invalid() && !isMatterOfHeight(transaction, outcome, place)
            ? TransactionVerdict.INVALID
            : TransactionVerdict.UNWANTED;
      }
    };
  }

  /**
   * Whether a transaction may have been good at another height. A reference node judges for its
   * best height, not for the next one, and the main chain's keeps what is over in its pool for ever
   * and sends it to every new peer (spec/03 §9.1, §9.2): no fault of the peer.
   */
  private static boolean isMatterOfHeight(
      Transaction transaction, TxOutcome outcome, TxPlace place) {
    boolean over =
        transaction.timeRange() != 0
            && Long.compareUnsigned(transaction.timeRange(), place.height()) < 0;
    return over || outcome.heightBound();
  }

  @Override
  public List<Transaction> pool() {
    return pool.entries().stream().map(PoolEntry::transaction).toList();
  }
}
