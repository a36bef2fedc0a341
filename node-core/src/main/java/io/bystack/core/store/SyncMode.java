package io.bystack.core.store;

/**
 * When the write-ahead log is forced to the disk. In all modes every batch is in the operating
 * system's hands before it is acknowledged, so a killed process loses nothing; the modes differ in
 * what a power cut can take: whole batches from the end, never a part of one.
 */
public enum SyncMode {
  /** With every batch. */
  EVERY_WRITE,
  /** When {@link Store#sync} is called: the engine does so at intervals and when it is idle. */
  ON_REQUEST
}
