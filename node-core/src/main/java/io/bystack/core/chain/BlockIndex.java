package io.bystack.core.chain;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bystack.core.bytes.ByteReader;
import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.HeaderOnlyException;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.LedgerFormat;
import io.bystack.core.store.Scan;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreFailure;
import io.bystack.core.store.TableWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tree of stored blocks. Everything is on disk; recently used places and headers are kept in
 * memory, so that the memory does not grow with the chain. Written by the engine's thread, read by
 * any.
 */
final class BlockIndex implements BlockTree {
  /** Hash of the tip. */
  static final String BEST = "best";

  /** Stands while a snapshot is being loaded. */
  static final String LOADING = "loading";

  /** Number of blocks stored so far. */
  private static final String ORDER = "order";

  /** Highest height of which there is no block, only a header; absent if there are all. */
  private static final String BASE = "base";

  private static final int BYTES_PER_RECORD = 300;
  // A quarter of the budget: a header keeps its bytes, signatures of blocks among them.
  private static final int HEADERS_SHARE = 4;
  private static final long BODY_BYTES_KEPT = 8L << 20;

  private final Store store;
  private final LedgerFormat format;
  private final Cache<Hash, BlockRecord> records;
  private final Cache<Hash, BlockHeader> headers;
  private final Cache<Hash, StoredBlock> bodies;
  private volatile BlockRef best;
  private final long base;
  private long nextOrder;
  // The block being stored: known to the rules before its batch is written.
  private volatile Block pendingBlock;
  private volatile BlockRecord pendingRecord;
  // All who follow the chain ask for it at once; the cache may decline a large block.
  private volatile StoredBlock newest;

  BlockIndex(Store store, LedgerFormat format, long cacheBytes) {
    this.store = store;
    this.format = format;
    long headerBytes = cacheBytes / HEADERS_SHARE;
    this.records =
        Caffeine.newBuilder()
            .maximumSize((cacheBytes - headerBytes) / BYTES_PER_RECORD)
            .executor(Runnable::run)
            .build();
    this.headers =
        Caffeine.newBuilder()
            .<Hash, BlockHeader>weigher((hash, h) -> BYTES_PER_RECORD + h.raw().length())
            .maximumWeight(headerBytes)
            .executor(Runnable::run)
            .build();
    this.bodies =
        Caffeine.newBuilder()
            .<Hash, StoredBlock>weigher((hash, body) -> body.block().raw().length())
            .maximumWeight(BODY_BYTES_KEPT)
            .executor(Runnable::run)
            .build();
    if (store.has(ChainTables.STATE, LOADING)) {
      throw new StoreFailure(
          "the loading of a snapshot into "
              + store.folder()
              + " was interrupted: delete the folder");
    }
    this.base = store.get(ChainTables.STATE, BASE).map(BlockIndex::number).orElse(0L);
    Optional<Hash> tip = store.get(ChainTables.STATE, BEST).map(Hash::of);
    this.best = tip.map(hash -> find(hash).orElseThrow(() -> lost(hash))).orElse(null);
    this.nextOrder = store.get(ChainTables.STATE, ORDER).map(BlockIndex::number).orElse(0L);
  }

  private static long number(Bytes bytes) {
    try {
      return ByteReader.of(bytes.toArray()).uv();
    } catch (DecodeException e) {
      throw new StoreFailure("damaged row in table state", e);
    }
  }

  private static StoreFailure lost(Hash hash) {
    return new StoreFailure("the store has lost block " + hash);
  }

  private RuntimeException absent(BlockRef block) {
    return block.height() <= base
        ? new HeaderOnlyException(block.height(), base)
        : lost(block.hash());
  }

  /** Ends the loading of a snapshot: the tip, below which there are only headers. */
  static void putTip(TableWriter batch, BlockRef tip, long base) {
    batch.put(ChainTables.STATE, BEST, tip.hash().toBytes());
    batch.put(ChainTables.STATE, ORDER, encode(tip.order() + 1));
    batch.put(ChainTables.STATE, BASE, encode(base));
    batch.delete(ChainTables.STATE, LOADING);
  }

  private static Bytes encode(long number) {
    return new ByteWriter(16).uv(number).toBytes();
  }

  /** Height at and below which blocks cannot be undone because only their headers are here. */
  long base() {
    return base;
  }

  boolean isEmpty() {
    return best == null;
  }

  @Override
  public BlockRef best() {
    return best;
  }

  @Override
  public Optional<BlockRef> find(Hash hash) {
    return record(hash).map(BlockRecord::ref);
  }

  private Optional<BlockRecord> record(Hash hash) {
    BlockRecord pending = pendingRecord;
    if (pending != null && pending.ref().hash().equals(hash)) {
      return Optional.of(pending);
    }
    // Read inside the cache: what is put there by a change meanwhile must not be overwritten.
    return Optional.ofNullable(
        records.get(hash, h -> store.get(ChainTables.INDEX, h).orElse(null)));
  }

  boolean isInvalid(BlockRef block) {
    return record(block.hash()).map(BlockRecord::invalid).orElse(false);
  }

  @Override
  public Optional<BlockRef> parent(BlockRef block) {
    return block.height() == 0 ? Optional.empty() : find(block.previous());
  }

  @Override
  public BlockRef ancestor(BlockRef block, long height) {
    if (height < 0 || height > block.height()) {
      throw new IllegalArgumentException("no ancestor at " + height + " of " + block);
    }
    BlockRef at = block;
    while (at.height() > height) {
      // Only worth asking for when there is some way to go.
      if (at.height() - height > 1 && onMainChain(at)) {
        return mainChainAt(height).orElseThrow();
      }
      BlockRef child = at;
      at = find(at.previous()).orElseThrow(() -> lost(child.previous()));
    }
    return at;
  }

  @Override
  public BlockHeader header(BlockRef block) {
    return header(block.hash()).orElseThrow(() -> lost(block.hash()));
  }

  private Optional<BlockHeader> header(Hash hash) {
    Block pending = pendingBlock;
    if (pending != null && pending.hash().equals(hash)) {
      return Optional.of(pending.header());
    }
    return Optional.ofNullable(
        headers.get(
            hash, h -> store.get(ChainTables.HEADERS, h).map(this::decodeHeader).orElse(null)));
  }

  private BlockHeader decodeHeader(Bytes raw) {
    try {
      return format.decodeHeader(raw);
    } catch (DecodeException e) {
      throw new StoreFailure("damaged row in table headers: " + e.getMessage(), e);
    }
  }

  @Override
  public Block block(BlockRef block) {
    return body(block).orElseThrow(() -> absent(block)).block();
  }

  /** A block with its status flags; none if only its header is here. */
  Optional<StoredBlock> body(BlockRef ref) {
    StoredBlock last = newest;
    if (last != null && last.block().hash().equals(ref.hash())) {
      return Optional.of(current(ref, last));
    }
    StoredBlock cached = bodies.getIfPresent(ref.hash());
    if (cached != null) {
      return Optional.of(current(ref, cached));
    }
    return store.get(ChainTables.BODIES, ref.hash()).map(body -> decoded(ref, body));
  }

  /**
   * A kept block with the header as it is now: signatures come for a block that everybody is still
   * reading, and its transactions are the same.
   */
  private StoredBlock current(BlockRef ref, StoredBlock kept) {
    BlockHeader header = header(ref);
    if (hasHeader(kept, header)) {
      return kept;
    }
    StoredBlock now = withHeader(kept, header);
    bodies.asMap().replace(ref.hash(), kept, now);
    StoredBlock last = newest;
    if (last != null && last.block().hash().equals(ref.hash())) {
      newest = now;
    }
    return now;
  }

  private static boolean hasHeader(StoredBlock stored, BlockHeader header) {
    return header.raw().equals(stored.block().header().raw());
  }

  private StoredBlock withHeader(StoredBlock stored, BlockHeader header) {
    return hasHeader(stored, header)
        ? stored
        : new StoredBlock(format.block(header, stored.block().transactions()), stored.status());
  }

  private StoredBlock decoded(BlockRef ref, BlockBody body) {
    try {
      return withHeader(
          new StoredBlock(format.decodeBlock(body.raw()), body.status()), header(ref));
    } catch (DecodeException e) {
      throw new StoreFailure("damaged row in table bodies: " + e.getMessage(), e);
    }
  }

  @Override
  public List<BlockRef> atHeight(long height) {
    List<BlockRef> blocks = new ArrayList<>();
    try (Scan<HeightKey, Hash> scan = store.scan(ChainTables.HEIGHTS, new HeightKey(height, 0))) {
      for (var row = scan.next(); row != null && row.key().height() == height; row = scan.next()) {
        Hash hash = row.value();
        blocks.add(find(hash).orElseThrow(() -> lost(hash)));
      }
    }
    return blocks;
  }

  /** All stored blocks of a height and above it, lowest first. */
  List<BlockRef> from(long height) {
    List<BlockRef> blocks = new ArrayList<>();
    try (Scan<HeightKey, Hash> scan = store.scan(ChainTables.HEIGHTS, new HeightKey(height, 0))) {
      for (var row = scan.next(); row != null; row = scan.next()) {
        Hash hash = row.value();
        blocks.add(find(hash).orElseThrow(() -> lost(hash)));
      }
    }
    return blocks;
  }

  @Override
  public Optional<BlockRef> mainChainAt(long height) {
    BlockRef tip = best;
    if (height == tip.height()) {
      return Optional.of(tip);
    }
    if (height < 0 || height > tip.height()) {
      return Optional.empty();
    }
    return store.get(ChainTables.MAIN, height).flatMap(this::find);
  }

  // ---- changes, on the engine's thread only

  long nextOrder() {
    return nextOrder;
  }

  /** Adds a block to the batch; until it is written only this index knows it. */
  void store(BlockRef ref, StoredBlock block, ChainBatch batch) {
    Block content = block.block();
    BlockRecord record = pending(ref, content);
    batch.put(ChainTables.INDEX, ref.hash(), record);
    batch.put(ChainTables.HEADERS, ref.hash(), content.header().raw());
    batch.put(ChainTables.BODIES, ref.hash(), new BlockBody(block.status(), content.raw()));
    batch.put(ChainTables.HEIGHTS, new HeightKey(ref.height(), ref.order()), ref.hash());
    batch.put(ChainTables.STATE, ORDER, encode(ref.order() + 1));
    batch.whenWritten(() -> {
      records.put(ref.hash(), record);
      headers.put(ref.hash(), content.header());
      bodies.put(ref.hash(), block);
      newest = block;
      nextOrder = ref.order() + 1;
      clearPending();
    });
  }

  /** Lets only this index know a block, until {@link #clearPending}. */
  BlockRecord pending(BlockRef ref, Block block) {
    BlockRecord record = new BlockRecord(ref, false);
    pendingRecord = record;
    pendingBlock = block;
    return record;
  }

  /** The block that was being stored will not be. */
  void clearPending() {
    pendingRecord = null;
    pendingBlock = null;
  }

  /** A stored header has another witness now. */
  void headerChanged(BlockHeader header) {
    headers.put(header.hash(), header);
  }

  private void forgetNewest(Hash hash) {
    StoredBlock last = newest;
    if (last != null && last.block().hash().equals(hash)) {
      newest = null;
    }
  }

  void markInvalid(BlockRef ref, ChainBatch batch) {
    BlockRecord record = new BlockRecord(ref, true);
    batch.put(ChainTables.INDEX, ref.hash(), record);
    batch.whenWritten(() -> records.put(ref.hash(), record));
  }

  void moveBest(BlockRef to, List<BlockRef> detached, List<BlockRef> attached, ChainBatch batch) {
    for (BlockRef ref : detached) {
      batch.delete(ChainTables.MAIN, ref.height());
    }
    for (BlockRef ref : attached) {
      batch.put(ChainTables.MAIN, ref.height(), ref.hash());
    }
    batch.put(ChainTables.STATE, BEST, to.hash().toBytes());
    batch.whenWritten(() -> best = to);
  }

  void remove(BlockRef ref, ChainBatch batch) {
    batch.delete(ChainTables.INDEX, ref.hash());
    batch.delete(ChainTables.HEADERS, ref.hash());
    batch.delete(ChainTables.BODIES, ref.hash());
    batch.delete(ChainTables.UNDO, ref.hash());
    batch.delete(ChainTables.HEIGHTS, new HeightKey(ref.height(), ref.order()));
    batch.whenWritten(() -> {
      records.invalidate(ref.hash());
      headers.invalidate(ref.hash());
      bodies.invalidate(ref.hash());
      forgetNewest(ref.hash());
    });
  }
}
