package io.bystack.core.store;

import io.bystack.core.metrics.Metrics;

/** What a store tells of itself. */
final class StoreMetrics {
  private StoreMetrics() {}

  static void addTo(Metrics metrics, Store store, OpenTables open) {
    for (Table<?, ?> table : open.tables()) {
      metrics.gauge(
          "store_table_bytes",
          "Bytes of a table's files on disk.",
          () -> open.bytesOnDisk(table),
          "table",
          table.name());
      metrics.gauge(
          "store_table_rows",
          "Rows of a table, an estimate.",
          () -> open.number(table, "rocksdb.estimate-num-keys"),
          "table",
          table.name());
    }
    metrics.gauge(
        "store_memory_bytes",
        "Memory for changes that are not in files yet.",
        () -> open.sum("rocksdb.cur-size-all-mem-tables"));
    metrics.gauge(
        "store_compaction_pending_bytes",
        "Bytes that wait to be merged, an estimate.",
        () -> open.sum("rocksdb.estimate-pending-compaction-bytes"));
    metrics.gauge(
        "store_write_stopped",
        "1 while the database accepts no writes, because it cannot keep up.",
        () -> open.any("rocksdb.is-write-stopped"));
    metrics.gauge(
        "store_write_rate_limit_bytes",
        "Bytes a second the database slows writes down to; 0 if it does not.",
        () -> open.any("rocksdb.actual-delayed-write-rate"));
    metrics.counter(
        "store_stall_seconds",
        "Time writes have waited because the database could not keep up.",
        open::stallSeconds);
    metrics.counter(
        "store_background_errors",
        "Failures of the database's work in the background.",
        () -> open.any("rocksdb.background-errors"));
    metrics.gauge("disk_free_bytes", "Free on the volume of the store.", store::freeBytes);
    metrics.gauge("disk_total_bytes", "Size of the volume of the store.", store::volumeBytes);
  }
}
