package io.bystack.dpos;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.Transition;
import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxStatus;
import io.bystack.core.store.Table;
import io.bystack.core.store.TableReader;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A protocol with rules and state of its own on top of the side chain's blocks (spec/07 §9), such
 * as an exchange. Its state is in tables of the chain's store and changes in the chain's own
 * batches, so it is never ahead of the chain or behind it, whatever happens; the reference keeps it
 * apart and has to repair it. One that is new to a store is brought up to its tip when the store is
 * opened.
 *
 * <p>What is called, in this order: {@link #checkTransaction} when a transaction comes to the pool;
 * at production again, then {@link #propose}; for a block {@link #checkTransaction} for each of its
 * transactions, then {@link #checkBlock}, both before it is stored; then {@link #begin} for a move
 * of the tip.
 */
public interface SubProtocol {
  /** None: what every chain has today. */
  SubProtocol OFF =
      new SubProtocol() {
        @Override
        public String name() {
          return "none";
        }

        @Override
        public long startHeight() {
          return ForkHeights.NEVER;
        }

        @Override
        public List<Table<?, ?>> tables() {
          return List.of();
        }

        @Override
        public Transition begin(TableReader tables) {
          return Transition.STATELESS;
        }
      };

  /** Stable for ever: the state's place is kept under it. */
  String name();

  /** Blocks above this height are its concern. */
  long startHeight();

  /** What its state is kept in. */
  List<Table<?, ?>> tables();

  /**
   * Judges a transaction by itself, the block's first included. Pure; called from any thread.
   *
   * @param failed whether only its BTM moves
   * @param height of the block it is in or wanted for, above the start height
   * @throws RuleViolation the pool refuses it, a producer leaves it out, a block with it is refused
   */
  default void checkTransaction(Transaction transaction, boolean failed, long height)
      throws RuleViolation {}

  /**
   * Judges a block above the start height as a whole, before it is stored.
   *
   * @throws RuleViolation the block is refused and not stored
   */
  default void checkBlock(Block block, TxStatus status) throws RuleViolation {}

  /**
   * A block of our own to which transactions may be added.
   *
   * @param parent the tip; the tables' state is as of it
   * @param timestamp of the block, milliseconds since 1970
   * @param transactions chosen from the pool, in their order, without the coinbase
   * @param gasLeft for what is added
   * @param tables the chain's store
   * @param timeIsUp to be asked between two transactions; then what there is must do
   */
  record Draft(
      BlockRef parent,
      long timestamp,
      List<Transaction> transactions,
      long gasLeft,
      TableReader tables,
      BooleanSupplier timeIsUp) {
    public Draft {
      transactions = List.copyOf(transactions);
    }

    public long height() {
      return parent.height() + 1;
    }
  }

  /**
   * Transactions it wants in a block of our own, behind those of the pool. Each is judged as any
   * other; one that is not valid is left out.
   *
   * @throws RuleViolation it has none to offer, and why; the block is made without
   */
  default List<Transaction> propose(Draft draft) throws RuleViolation {
    return List.of();
  }

  /**
   * Begins a change of tip: it is told of the blocks detached and attached above its start height,
   * and adds its state to the chain's batch. A violation when attaching keeps the block from being
   * connected.
   *
   * @param tables state as of the present tip
   */
  Transition begin(TableReader tables);
}
