package io.bystack.core.store;

import io.bystack.core.store.StoreException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Filter;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;

/** The open database with all its native objects, closed in the right order. */
final class OpenTables implements AutoCloseable {
  private static final int BLOCK_BYTES = 16 << 10;
  private static final int SMALL_BLOCK_BYTES = 4 << 10;
  private static final int METADATA_BLOCK_BYTES = 64 << 10;
  private static final int SHARDS_BY_SIZE = -1;
  private static final double SHARE_FOR_INDEXES = 0.5;
  private static final int FILTER_BITS_PER_KEY = 10;
  private static final int BULK_FROM_BYTES = 512;
  private static final int OPEN_FILES = 512;
  // Most keys that are looked up before they are made are nowhere: what is not yet in files says so
  // fast.
  private static final double MEMORY_FILTER_SHARE = 0.05;

  // Last in, first out: what was made first is needed by what was made later.
  private final Deque<AutoCloseable> natives = new ArrayDeque<>();
  private final List<ColumnFamilyHandle> handles = new ArrayList<>();
  private final IdentityHashMap<Table<?, ?>, ColumnFamilyHandle> byTable = new IdentityHashMap<>();
  private RocksDB db;

  private OpenTables() {}

  static OpenTables open(Path folder, List<Table<?, ?>> tables, StoreOptions options)
      throws StoreException {
    RocksDB.loadLibrary();
    OpenTables open = new OpenTables();
    boolean done = false;
    try {
      checkFamilies(folder, tables);
      open.openDatabase(folder, tables, options);
      done = true;
      return open;
    } catch (RocksDBException e) {
      throw new StoreException(
          StoreFailure.isDamage(e) ? Reason.DAMAGED : Reason.ACCESS,
          "the database in " + folder + " does not open: " + e.getMessage(),
          e);
    } finally {
      if (!done) {
        open.close();
      }
    }
  }

  private static void checkFamilies(Path folder, List<Table<?, ?>> tables)
      throws RocksDBException, StoreException {
    if (!Files.exists(folder.resolve("CURRENT"))) {
      return;
    }
    Set<String> known = new HashSet<>(List.of("default"));
    tables.forEach(t -> known.add(t.name()));
    try (Options plain = new Options()) {
      for (byte[] name : RocksDB.listColumnFamilies(plain, folder.toString())) {
        String text = new String(name, StandardCharsets.UTF_8);
        if (!known.contains(text)) {
          throw new StoreException(
              Reason.UNKNOWN, folder + " has a table this program does not know: " + text);
        }
      }
    }
  }

  private void openDatabase(Path folder, List<Table<?, ?>> tables, StoreOptions options)
      throws RocksDBException {
    // What is not yet in files is counted in the cache: its budget comes on top.
    Cache cache =
        keep(
            new LRUCache(
                options.cacheBytes() + options.writeBufferBytes(),
                SHARDS_BY_SIZE,
                false,
                SHARE_FOR_INDEXES));
    WriteBufferManager buffers =
        keep(new WriteBufferManager(options.writeBufferBytes(), cache, false));
    DBOptions db =
        keep(new DBOptions())
            .setCreateIfMissing(true)
            .setCreateMissingColumnFamilies(true)
            .setWriteBufferManager(buffers)
            .setMaxTotalWalSize(2 * options.writeBufferBytes())
            .setMaxOpenFiles(OPEN_FILES)
            .setMaxBackgroundJobs(2)
            .setAtomicFlush(true)
            // What was being written when the process or the power ended is left out. That it is
            // nothing else has been checked before: see LogCheck.
            .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setKeepLogFileNum(2)
            .setBytesPerSync(1 << 20);
    Filter filter = keep(new BloomFilter(FILTER_BITS_PER_KEY));
    List<ColumnFamilyDescriptor> families = new ArrayList<>();
    families.add(
        new ColumnFamilyDescriptor(
            RocksDB.DEFAULT_COLUMN_FAMILY, family(format(cache, filter), options)));
    for (Table<?, ?> table : tables) {
      families.add(
          new ColumnFamilyDescriptor(
              table.name().getBytes(StandardCharsets.UTF_8),
              shaped(table.shape(), format(cache, filter), options)));
    }
    this.db = RocksDB.open(db, folder.toString(), families, handles);
    for (int i = 0; i < tables.size(); i++) {
      byTable.put(tables.get(i), handles.get(i + 1));
    }
  }

  private static BlockBasedTableConfig format(Cache cache, Filter filter) {
    return new BlockBasedTableConfig()
        .setBlockCache(cache)
        .setBlockSize(BLOCK_BYTES)
        .setCacheIndexAndFilterBlocks(true)
        .setCacheIndexAndFilterBlocksWithHighPriority(true)
        // Whole, the filter of a large file is as large as a part of the cache: two that meet in
        // one part would throw each other out again and again.
        .setIndexType(IndexType.kTwoLevelIndexSearch)
        .setPartitionFilters(true)
        .setMetadataBlockSize(METADATA_BLOCK_BYTES)
        .setPinL0FilterAndIndexBlocksInCache(true)
        .setFormatVersion(5)
        .setFilterPolicy(filter);
  }

  private ColumnFamilyOptions shaped(
      Table.Shape shape, BlockBasedTableConfig format, StoreOptions options) {
    return switch (shape) {
      case ORDINARY -> family(format, options);
      case BULK ->
          family(format, options)
              .setEnableBlobFiles(true)
              .setMinBlobSize(BULK_FROM_BYTES)
              .setBlobCompressionType(CompressionType.LZ4_COMPRESSION)
              .setEnableBlobGarbageCollection(true);
      case HASHED ->
          // Hashes do not compress, and neighbours are not asked for together.
          family(format.setBlockSize(SMALL_BLOCK_BYTES), options)
              .setCompressionType(CompressionType.NO_COMPRESSION);
    };
  }

  private ColumnFamilyOptions family(BlockBasedTableConfig format, StoreOptions options) {
    return keep(new ColumnFamilyOptions())
        .setTableFormatConfig(format)
        .setWriteBufferSize(options.writeBufferBytes() / 4)
        .setMemtablePrefixBloomSizeRatio(MEMORY_FILTER_SHARE)
        .setMemtableWholeKeyFiltering(true)
        .setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  private <T extends AutoCloseable> T keep(T made) {
    natives.push(made);
    return made;
  }

  RocksDB db() {
    return db;
  }

  List<ColumnFamilyHandle> handles() {
    return handles;
  }

  Set<Table<?, ?>> tables() {
    return byTable.keySet();
  }

  ColumnFamilyHandle handle(Table<?, ?> table) {
    ColumnFamilyHandle handle = byTable.get(table);
    if (handle == null) {
      throw new IllegalArgumentException("the store was opened without table " + table);
    }
    return handle;
  }

  long number(Table<?, ?> table, String property) {
    try {
      return db.getLongProperty(handle(table), property);
    } catch (RocksDBException e) {
      throw new StoreFailure("cannot read " + property + " of " + table, e);
    }
  }

  long bytesOnDisk(Table<?, ?> table) {
    return number(table, "rocksdb.total-sst-files-size")
        + number(table, "rocksdb.total-blob-file-size");
  }

  /** A number of all tables together. */
  long sum(String property) {
    return byTable.keySet().stream().mapToLong(table -> number(table, property)).sum();
  }

  /** A number that is the database's and not a table's. */
  long any(String property) {
    try {
      return db.getLongProperty(property);
    } catch (RocksDBException e) {
      throw new StoreFailure("cannot read " + property, e);
    }
  }

  /** Seconds writes have waited since the start. */
  double stallSeconds() {
    try {
      String micros = db.getMapProperty("rocksdb.dbstats").get("db.user_write_stall_micros");
      return micros == null ? Double.NaN : Double.parseDouble(micros) / 1e6;
    } catch (RocksDBException e) {
      throw new StoreFailure("cannot read rocksdb.dbstats", e);
    }
  }

  @Override
  public void close() {
    handles.forEach(ColumnFamilyHandle::close);
    if (db != null) {
      db.close();
    }
    while (!natives.isEmpty()) {
      try {
        natives.pop().close();
      } catch (Exception e) {
        throw new StoreFailure("cannot close the store", e);
      }
    }
  }
}
