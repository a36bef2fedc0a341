package io.bystack.core.model;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.HashBatch;
import io.bystack.core.hash.HashPrefix;
import java.util.EnumMap;
import java.util.Map;

/**
 * Entries whose ids are computed together. The order of calls is write a body to {@link #body},
 * {@link #end} it, …, {@link #run}, read {@link #id}s, {@link #clear}. Not thread-safe.
 */
final class EntryBatch {
  private static final Map<EntryType, HashPrefix> PREFIXES = new EnumMap<>(EntryType.class);

  static {
    for (EntryType type : EntryType.values()) {
      PREFIXES.put(type, HashPrefix.of(prefix(type)));
    }
  }

  private final HashBatch hashes = new HashBatch();

  /** The bytes that stand before the hash of a body of this type. */
  static Bytes prefix(EntryType type) {
    return Bytes.utf8("entryid:" + type.entryName() + ":");
  }

  ByteWriter body() {
    return hashes.message();
  }

  /** Closes the body written since the last call; returns its index. */
  int end(EntryType type) {
    return hashes.end(PREFIXES.get(type));
  }

  void run() {
    hashes.run();
  }

  Hash id(int index) {
    return hashes.result(index);
  }

  void clear() {
    hashes.clear();
  }

  // The structures of spec/01 §3.

  void program(Program program) {
    body().le64(program.vmVersion()).uv(program.code().length()).raw(program.code());
  }

  void string(Bytes bytes) {
    body().uv(bytes.length()).raw(bytes);
  }

  void source(Hash ref, AssetAmount value, long position) {
    body().h32(ref).h32(value.asset().value()).le64(value.amount()).le64(position);
  }
}
