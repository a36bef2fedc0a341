package io.bystack.core.validation;

import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxOutput;
import java.util.List;
import java.util.function.Function;

/**
 * What a chain sets in the walk over a transaction.
 *
 * @param gas prices and limits
 * @param programs runs the programs of inputs
 * @param coinbaseValue what a coinbase input brings in, by the outputs
 * @param inputs checks one input's entry
 */
public record WalkRules(
    GasSchedule gas,
    ProgramRunner programs,
    Function<List<TxOutput>, AssetAmount> coinbaseValue,
    InputRules inputs) {

  /** The rules of one input's entry. */
  @FunctionalInterface
  public interface InputRules {
    /**
     * Checks an input; charges the walk's gas for its program.
     *
     * @param index of the input in the transaction
     */
    void check(TransactionWalk walk, int index) throws TxException;
  }

  /** One chain's way over a transaction, from its first check to its last. */
  @FunctionalInterface
  public interface Route {
    void follow(TransactionWalk walk) throws TxException;
  }

  /** Follows a route and gives the verdict. */
  public TxVerdict verdict(Transaction tx, ValidationContext context, Route route) {
    TransactionWalk walk = new TransactionWalk(tx, context, this);
    try {
      route.follow(walk);
      return walk.verdict(null);
    } catch (TxException e) {
      return walk.verdict(e.error());
    }
  }

  /**
   * Whether each input that pays for gas has enough of it if it comes last (spec/02 §7.7). False if
   * the route does not end well.
   */
  public boolean anyOrderSafe(Transaction tx, ValidationContext context, Route route) {
    TransactionWalk walk = new TransactionWalk(tx, context, this);
    try {
      route.follow(walk);
      return walk.verdict(null).valid() && walk.succeedsInAnyOrder();
    } catch (TxException e) {
      return false;
    }
  }
}
