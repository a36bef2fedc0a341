package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import java.util.Optional;

/**
 * What is said of a snapshot's file before it is read, and held against it while it is.
 *
 * @param digest of its state, which the user trusts; none to take the file's own word
 * @param unpacked most bytes it may unpack to
 */
public record SnapshotClaim(Optional<Hash> digest, long unpacked) {
  /** Bytes that fetching and loading a snapshot leave free on the disk. */
  public static final long SPACE_LEFT_FREE = 256L << 20;

  /** Of a file of the user's own, of which only the disk is a limit. */
  public static SnapshotClaim ofOwnFile(Optional<Hash> digest) {
    return new SnapshotClaim(digest, Long.MAX_VALUE);
  }
}
