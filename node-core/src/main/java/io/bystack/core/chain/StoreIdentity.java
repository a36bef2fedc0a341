package io.bystack.core.chain;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.consensus.NetworkRules;
import io.bystack.core.store.Batch;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Binds a store to its network beyond the name: to the genesis block, and on a network of one's own
 * to the rules. Changing either under a chain would leave blocks in it that were judged by others.
 */
final class StoreIdentity {
  private static final String RULES = "rules";

  private final Store store;
  private final ChainProtocol protocol;

  StoreIdentity(Store store, ChainProtocol protocol) {
    this.store = store;
    this.protocol = protocol;
  }

  /**
   * Checks; writes the rules down if they are not there, or not yet those that a later version has.
   *
   * @throws StoreException naming what differs
   */
  void claim() throws StoreException {
    checkGenesis();
    NetworkRules rules = protocol.rules();
    if (!rules.own()) {
      return;
    }
    Optional<Bytes> kept = store.get(ChainTables.STATE, RULES);
    if (kept.isPresent()) {
      checkRules(rules, new String(kept.get().toArray(), StandardCharsets.UTF_8));
    }
    if (kept.equals(Optional.of(Bytes.utf8(rules.text())))) {
      return;
    }
    try (Batch batch = store.batch()) {
      batch.put(ChainTables.STATE, RULES, Bytes.utf8(rules.text()));
      store.write(batch);
    }
  }

  private void checkGenesis() throws StoreException {
    Hash expected = protocol.parameters().genesis().hash();
    Optional<Hash> stored = store.get(ChainTables.MAIN, 0L);
    if (stored.isPresent() && !stored.get().equals(expected)) {
      throw new StoreException(
          Reason.OTHER_CHAIN,
          "%s begins with genesis block %s, not %s: its federation or its beginning is another"
              .formatted(store.folder(), stored.get(), expected));
    }
  }

  private void checkRules(NetworkRules rules, String kept) throws StoreException {
    NetworkRules made =
        NetworkRules.parse(kept)
            .orElseThrow(() ->
                new StoreException(
                    Reason.DAMAGED, store.folder() + " has unreadable network rules: " + kept));
    List<String> differences = new ArrayList<>(rules.differences(made));
    rules.unknown(made).forEach(name -> differences.add(name + " is unknown to this version"));
    if (!differences.isEmpty()) {
      throw new StoreException(
          Reason.OTHER_CHAIN,
          "%s was made with other network rules: %s"
              .formatted(store.folder(), String.join(", ", differences)));
    }
  }
}
