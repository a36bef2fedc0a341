package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.UtxoEffects;
import io.bystack.core.consensus.UtxoKind;
import io.bystack.core.consensus.UtxoRules;
import io.bystack.core.model.Transaction;
import java.util.ArrayList;
import java.util.List;

/** What a waiting transaction consumes and makes, as the block it will be in will see it. */
record PoolEffects(List<Hash> spent, List<Hash> mainchain, List<Hash> created) {
  static PoolEffects of(UtxoRules rules, Transaction transaction, boolean failed) {
    List<Hash> spent = new ArrayList<>(4);
    List<Hash> mainchain = new ArrayList<>(0);
    List<Hash> created = new ArrayList<>(4);
    rules.effects(
        transaction,
        1,
        failed,
        new UtxoEffects() {
          @Override
          public void spend(Hash output) {
            spent.add(output);
          }

          @Override
          public void useMainchain(Hash output) {
            mainchain.add(output);
          }

          @Override
          public void create(Hash output, UtxoKind kind) {
            created.add(output);
          }
        });
    return new PoolEffects(spent, mainchain, created);
  }
}
