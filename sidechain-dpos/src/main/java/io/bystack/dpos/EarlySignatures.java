package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.util.Optional;

/**
 * Good signatures for blocks that are not stored yet. Keys known as producers have a memory of
 * their own, so that nobody can push their signatures out with self-made keys.
 */
final class EarlySignatures {
  private static final int OF_PRODUCERS = 10_000;
  private static final int OF_OTHERS = 512;

  private record Key(Hash block, Bytes xpub) {}

  private final Recent<Key, Bytes> ofProducers = new Recent<>(OF_PRODUCERS);
  private final Recent<Key, Bytes> ofOthers = new Recent<>(OF_OTHERS);

  void put(BlockSignature signature, boolean producer) {
    Recent<Key, Bytes> memory = producer ? ofProducers : ofOthers;
    memory.put(
        new Key(signature.block(), signature.xpub().compact()), signature.signature().compact());
  }

  Optional<Bytes> get(Hash block, Bytes xpub) {
    Key key = new Key(block, xpub);
    return ofProducers.get(key).or(() -> ofOthers.get(key));
  }

  void remove(Hash block, Bytes xpub) {
    Key key = new Key(block, xpub);
    ofProducers.remove(key);
    ofOthers.remove(key);
  }
}
