package io.bystack.core.sync.vectors;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.LedgerFormat;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxStatus;
import io.bystack.core.sync.ChainAccess;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A chain in memory that takes any block whose parent it has, without rules: the longest branch is
 * the main chain, of equals the first. For recorded blocks and for tests of what lies above the
 * engine.
 */
public final class RecordedChain implements ChainAccess, BlockTree {
  private final LedgerFormat format;
  private final Map<Hash, BlockRef> refs = new HashMap<>();
  private final Map<Hash, Block> blocks = new HashMap<>();
  private final Map<Hash, TxStatus> statuses = new HashMap<>();
  private final NavigableMap<Long, BlockRef> main = new TreeMap<>();
  private final Map<Hash, Transaction> pool = new LinkedHashMap<>();
  private Consumer<RecordedChain> onBest = _ -> {};
  private Consumer<Transaction> onPool = _ -> {};
  private long finalHeight;

  public RecordedChain(LedgerFormat format, Block genesis) {
    this.format = format;
    store(genesis);
    main.put(0L, refs.get(genesis.hash()));
  }

  /** Called when the best block has changed. */
  public synchronized void onBest(Consumer<RecordedChain> listener) {
    onBest = listener;
  }

  /** Called when the pool has taken a transaction. */
  public synchronized void onPool(Consumer<Transaction> listener) {
    onPool = listener;
  }

  /** Says that nothing at or below a height will change. */
  public synchronized void finalHeight(long height) {
    finalHeight = height;
  }

  /** Says which transactions of a block failed. */
  public synchronized void status(Hash block, TxStatus status) {
    statuses.put(block, status);
  }

  private void store(Block block) {
    BlockHeader h = block.header();
    long order = refs.size();
    refs.put(
        h.hash(),
        new BlockRef(
            h.hash(),
            h.height(),
            h.previous(),
            h.timestamp(),
            BigInteger.valueOf(h.height()),
            order));
    blocks.put(h.hash(), block);
  }

  /** Adds a block. */
  public synchronized Fate add(Block block) {
    if (refs.containsKey(block.hash())) {
      return Fate.KNOWN;
    }
    BlockRef parent = refs.get(block.header().previous());
    if (parent == null) {
      return Fate.ORPHAN;
    }
    if (block.height() != parent.height() + 1) {
      return Fate.REJECTED;
    }
    store(block);
    if (block.height() > best().height()) {
      extend(refs.get(block.hash()));
      onBest.accept(this);
    }
    return Fate.STORED;
  }

  private void extend(BlockRef tip) {
    List<BlockRef> branch = new ArrayList<>();
    BlockRef at = tip;
    while (!at.equals(main.get(at.height()))) {
      branch.add(at);
      at = refs.get(at.previous());
    }
    main.tailMap(at.height(), false).clear();
    branch.forEach(ref -> main.put(ref.height(), ref));
  }

  /** Puts a block on the main chain although blocks below it are missing. */
  public synchronized void place(Block block) {
    store(block);
    main.put(block.height(), refs.get(block.hash()));
  }

  @Override
  public LedgerFormat format() {
    return format;
  }

  @Override
  public BlockTree tree() {
    return this;
  }

  @Override
  public synchronized Hash genesis() {
    return main.firstEntry().getValue().hash();
  }

  @Override
  public synchronized long finalHeight() {
    return finalHeight;
  }

  @Override
  public synchronized Optional<Block> body(BlockRef block) {
    return Optional.ofNullable(blocks.get(block.hash()));
  }

  @Override
  public synchronized Optional<Transaction> waiting(Hash id) {
    return Optional.ofNullable(pool.get(id));
  }

  @Override
  public synchronized TxStatus status(BlockRef block) {
    TxStatus known = statuses.get(block.hash());
    return known != null ? known : TxStatus.allGood(block(block).transactions().size());
  }

  @Override
  public void checkHeaders(
      List<BlockHeader> ahead, List<BlockHeader> fresh, Consumer<HeadersVerdict> done) {
    done.accept(new HeadersVerdict(fresh.size(), Optional.empty()));
  }

  @Override
  public void submit(Block block, String source, Consumer<BlockVerdict> done) {
    done.accept(new BlockVerdict(add(block), Optional.empty()));
  }

  @Override
  public synchronized void submit(
      Transaction transaction, String source, Consumer<TransactionVerdict> done) {
    boolean fresh = pool.putIfAbsent(transaction.id(), transaction) == null;
    done.accept(fresh ? TransactionVerdict.ACCEPTED : TransactionVerdict.KNOWN);
    if (fresh) {
      onPool.accept(transaction);
    }
  }

  @Override
  public synchronized List<Transaction> pool() {
    return List.copyOf(pool.values());
  }

  @Override
  public synchronized BlockRef best() {
    return main.lastEntry().getValue();
  }

  @Override
  public synchronized Optional<BlockRef> find(Hash hash) {
    return Optional.ofNullable(refs.get(hash));
  }

  @Override
  public synchronized Optional<BlockRef> parent(BlockRef block) {
    return Optional.ofNullable(refs.get(block.previous()));
  }

  @Override
  public synchronized BlockRef ancestor(BlockRef block, long height) {
    if (height < 0 || height > block.height()) {
      throw new IllegalArgumentException("no ancestor at height " + height);
    }
    BlockRef at = block;
    while (at.height() > height) {
      boolean onMain = at.equals(main.get(at.height()));
      at = onMain && main.containsKey(height) ? main.get(height) : refs.get(at.previous());
    }
    return at;
  }

  @Override
  public synchronized BlockHeader header(BlockRef block) {
    return blocks.get(block.hash()).header();
  }

  @Override
  public synchronized Block block(BlockRef block) {
    return blocks.get(block.hash());
  }

  @Override
  public synchronized List<BlockRef> atHeight(long height) {
    return refs.values().stream().filter(r -> r.height() == height).toList();
  }

  @Override
  public synchronized Optional<BlockRef> mainChainAt(long height) {
    return Optional.ofNullable(main.get(height));
  }
}
