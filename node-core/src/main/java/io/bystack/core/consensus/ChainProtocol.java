package io.bystack.core.consensus;

import io.bystack.core.model.LedgerFormat;
import io.bystack.core.store.Table;
import java.util.List;

/**
 * What a chain module gives the core: a third chain is a new implementation of this and nothing
 * else. Immutable; may be opened on several stores at once.
 */
public interface ChainProtocol {
  ChainParameters parameters();

  /** What the nodes of this network agree on beyond its genesis block. */
  default NetworkRules rules() {
    return NetworkRules.BUILT_IN;
  }

  LedgerFormat format();

  TransactionRules transactionRules();

  UtxoRules utxoRules();

  ForkChoice forkChoice();

  PoolPolicy poolPolicy();

  /** Tables of the chain's own state, made beside the engine's. */
  default List<Table<?, ?>> tables() {
    return List.of();
  }

  /**
   * Those of {@link #tables()} that describe the chain and not this node: what a snapshot of the
   * state holds.
   */
  default List<Table<?, ?>> snapshotTables() {
    return tables();
  }

  /**
   * Whether side blocks above the tip are kept over a restart. A chain keeps them if it must know
   * all headers of a height for ever (spec/07 §4.8).
   */
  boolean keepsBlocksAboveTip();

  /** Opens the protocol on a chain whose tree and tables hold at least genesis. */
  ChainRules open(ChainContext context);
}
