package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import io.bystack.core.sync.SnapshotSource.Manifest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * One file of a snapshot as far as it is here: parts that are what the manifest says, each at its
 * place. Which ones are here is written nowhere; after a restart each is hashed anew, so that
 * nothing hangs on what reached the disk before a crash.
 */
final class SnapshotParts {
  private final Hash id;
  private final Manifest manifest;
  private final Path file;
  private final BitSet here = new BitSet();

  /** Nothing is here yet, whatever the file holds. */
  SnapshotParts(Hash id, Manifest manifest, Path file) {
    this.id = id;
    this.manifest = manifest;
    this.file = file;
  }

  /** Looks which parts are in the file; reads all of it. */
  void find() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      for (int index = 0; index < manifest.chunks().size(); index++) {
        byte[] part = new byte[manifest.length(index)];
        if (in.length() < in.getFilePointer() + part.length) {
          return;
        }
        in.readFully(part);
        if (isPart(index, Bytes.wrap(part))) {
          here.set(index);
        }
      }
    }
  }

  /** See {@link SnapshotDisk}. */
  Hash id() {
    return id;
  }

  Manifest manifest() {
    return manifest;
  }

  Path file() {
    return file;
  }

  /** Whether bytes are the part of that number. */
  boolean isPart(int index, Bytes content) {
    return content.length() == manifest.length(index)
        && Sha3.sha3(content).equals(manifest.chunks().get(index));
  }

  /** Takes a part that is what it should be. */
  void put(int index, Bytes content) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek((long) index * manifest.length(0));
      out.write(content.toArray());
    }
    here.set(index);
  }

  /** How many are here. */
  int count() {
    return here.cardinality();
  }

  /** How many there are. */
  int total() {
    return manifest.chunks().size();
  }

  boolean isComplete() {
    return count() == total();
  }

  /** The first from that number on that is not here; {@link #total()} if there is none. */
  int missingFrom(int index) {
    return Math.min(here.nextClearBit(index), total());
  }

  /** Bytes that are still to come. */
  long bytesMissing() {
    long bytes = 0;
    for (int index = missingFrom(0); index < total(); index = missingFrom(index + 1)) {
      bytes += manifest.length(index);
    }
    return bytes;
  }
}
