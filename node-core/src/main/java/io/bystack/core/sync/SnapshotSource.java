package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
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

  /** The file of a snapshot: its length in bytes, SHA3-256 of each of its chunks. */
  record Manifest(long bytes, List<Hash> chunks) {
    public Manifest {
      chunks = List.copyOf(chunks);
    }
  }

  /** The file of the snapshot of that height and digest. */
  Optional<Manifest> manifest(long height, Hash digest);

  /** A chunk of the file of the snapshot of that digest. */
  Optional<Bytes> chunk(Hash digest, int index);
}
