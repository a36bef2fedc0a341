package io.bystack.dpos;

import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.Transition;
import io.bystack.core.model.Block;
import io.bystack.core.model.TxStatus;
import io.bystack.core.store.Table;
import io.bystack.core.store.TableReader;
import java.util.List;

/**
 * A protocol with rules and state of its own on top of the side chain's blocks (spec/07 §9), such
 * as an exchange. Its state is in tables of the chain's store and changes in the chain's own
 * batches, so it is never ahead of the chain or behind it, whatever happens; the reference keeps it
 * apart and has to repair it.
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
        public void check(Block block, TxStatus status) {}

        @Override
        public Transition begin(TableReader tables) {
          return Transition.STATELESS;
        }
      };

  String name();

  /** Blocks above this height are its concern, from a chain's beginning on. */
  long startHeight();

  /** What its state is kept in. */
  List<Table<?, ?>> tables();

  /**
   * Judges each transaction and the block as a whole, before it is stored.
   *
   * @throws RuleViolation the block is refused and not stored
   */
  void check(Block block, TxStatus status) throws RuleViolation;

  /**
   * Begins a change of tip: it is told of the blocks detached and attached above its start height,
   * and adds its state to the chain's batch. A violation when attaching keeps the block from being
   * connected.
   *
   * @param tables state as of the present tip
   */
  Transition begin(TableReader tables);
}
