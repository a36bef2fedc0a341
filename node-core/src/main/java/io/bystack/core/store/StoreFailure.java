package io.bystack.core.store;

import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** An open store fails: the disk is full or broken, a row is damaged. The node cannot go on. */
public final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreFailure(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreFailure(String message) {
    super(message);
  }

  /**
   * Whether what is stored is damaged, so that trying again does not help. Else the disk did not do
   * what it was asked for: it is full, cannot be written, or fails.
   */
  public boolean isDamage() {
    return switch (getCause()) {
      case RocksDBException e -> isDamage(e);
      case java.io.IOException _ -> false;
      case null, default -> true;
    };
  }

  /** The same of what the database says, which has no status for a file that is missing. */
  static boolean isDamage(RocksDBException e) {
    Status status = e.getStatus();
    if (status == null) {
      return true;
    }
    return switch (status.getCode()) {
      case IOError -> e.getMessage().contains("No such file");
      case Busy, TimedOut, Aborted, TryAgain, Incomplete, ShutdownInProgress, MergeInProgress ->
          false;
      default -> true;
    };
  }
}
