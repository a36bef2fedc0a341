package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.p2p.message.LaneMessage;
import io.bystack.core.p2p.message.LaneMessage.SnapshotManifest;
import java.util.List;
import java.util.Optional;

/** Snapshots a node gives to others. Called on the owner's thread: answers must come at once. */
public interface SnapshotSource {
  /** For nodes that have none. */
  SnapshotSource NONE =
      new SnapshotSource() {
        @Override
        public Optional<Manifest> manifest(long height, Hash digest) {
          return Optional.empty();
        }

        @Override
        public Optional<Bytes> chunk(Hash digest, int index) {
          return Optional.empty();
        }
      };

  /**
   * The file of a snapshot.
   *
   * @param bytes of the file
   * @param unpacked bytes it unpacks to
   * @param chunks SHA3-256 of each of its chunks
   */
  record Manifest(long bytes, long unpacked, List<Hash> chunks) {
    /** Deflate makes 258 bytes of two bits at best. */
    private static final long MOST_FROM_ONE_BYTE = 1_032;

    public Manifest {
      chunks = List.copyOf(chunks);
    }

    static Manifest of(SnapshotManifest message) {
      return new Manifest(message.bytes(), message.unpacked(), message.chunks());
    }

    /** What a peer is told of it. */
    SnapshotManifest message(Hash digest) {
      return new SnapshotManifest(digest, bytes, unpacked, chunks);
    }

    /** What no file can be like, if it is so. */
    Optional<String> contradiction() {
      long full = (long) chunks.size() * LaneMessage.CHUNK;
      if (bytes > full || bytes <= full - LaneMessage.CHUNK) {
        return Optional.of(
            "a snapshot of %d bytes in %d chunks of %d"
                .formatted(bytes, chunks.size(), LaneMessage.CHUNK));
      }
      if (unpacked <= 0 || unpacked > bytes * MOST_FROM_ONE_BYTE) {
        return Optional.of(
            "a snapshot of %d bytes that unpacks to %s"
                .formatted(bytes, Long.toUnsignedString(unpacked)));
      }
      return Optional.empty();
    }

    /** Bytes of a chunk. */
    int length(int index) {
      return (int) Math.min(LaneMessage.CHUNK, bytes - (long) index * LaneMessage.CHUNK);
    }
  }

  /** The file of the snapshot of that height and digest. */
  Optional<Manifest> manifest(long height, Hash digest);

  /** A chunk of the file of the snapshot of that digest. */
  Optional<Bytes> chunk(Hash digest, int index);
}
