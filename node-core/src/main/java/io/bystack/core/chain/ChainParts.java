package io.bystack.core.chain;

import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.store.Store;

/** What the parts of one engine share. */
record ChainParts(
    ChainProtocol protocol,
    Store store,
    EngineOptions options,
    Surroundings around,
    BlockIndex index,
    UtxoSet utxos) {

  static ChainParts of(
      ChainProtocol protocol, Store store, EngineOptions options, Surroundings around) {
    return new ChainParts(
        protocol,
        store,
        options,
        around,
        new BlockIndex(store, protocol.format(), options.indexCacheBytes()),
        new UtxoSet(store, options.utxoCacheBytes()));
  }

  ChainBatch batch() {
    return new ChainBatch(store, index);
  }

  void failPoint(String name) {
    around.failPoints().reached(name);
  }
}
