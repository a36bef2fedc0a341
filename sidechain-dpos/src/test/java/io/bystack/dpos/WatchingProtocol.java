package io.bystack.dpos;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.consensus.StateWriter;
import io.bystack.core.consensus.Transition;
import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxStatus;
import io.bystack.core.store.Codecs;
import io.bystack.core.store.Table;
import io.bystack.core.store.TableReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A sub-protocol for tests, from above block 2 on: notes each call in order, adds up the heights of
 * the main chain, refuses and proposes what it is told to.
 */
public final class WatchingProtocol implements SubProtocol {
  /** What it keeps. */
  public static final Table<String, Long> SUM =
      new Table<>(
          "sum-of-heights", Codecs.TEXT, Codecs.U64, "what the protocol of this test keeps");

  /** What is to be added to a block. */
  @FunctionalInterface
  public interface Proposer {
    List<Transaction> propose(Draft draft) throws RuleViolation;
  }

  private final List<String> calls = new ArrayList<>();
  private final Set<Hash> refusedTransactions = new HashSet<>();
  private Proposer proposer = draft -> List.of();
  Optional<Long> refusesToStore = Optional.empty();
  Optional<Long> refusesToConnect = Optional.empty();

  /** What has been called since this was asked last. */
  public List<String> calls() {
    List<String> seen = List.copyOf(calls);
    calls.clear();
    return seen;
  }

  public void refuse(Hash transaction) {
    refusedTransactions.add(transaction);
  }

  public void proposer(Proposer next) {
    proposer = next;
  }

  @Override
  public String name() {
    return "watching";
  }

  @Override
  public long startHeight() {
    return 2;
  }

  @Override
  public List<Table<?, ?>> tables() {
    return List.of(SUM);
  }

  @Override
  public void checkTransaction(Transaction transaction, boolean failed, long height)
      throws RuleViolation {
    calls.add("transaction at " + height);
    if (refusedTransactions.contains(transaction.id())) {
      throw RuleViolation.of("not this transaction", Verdict.COPY);
    }
  }

  @Override
  public void checkBlock(Block block, TxStatus status) throws RuleViolation {
    calls.add("block " + block.height());
    if (refusesToStore.equals(Optional.of(block.height()))) {
      throw RuleViolation.of("not to be stored", Verdict.COPY);
    }
  }

  @Override
  public List<Transaction> propose(Draft draft) throws RuleViolation {
    calls.add("propose for " + draft.height());
    return proposer.propose(draft);
  }

  @Override
  public Transition begin(TableReader tables) {
    return new Transition() {
      private long sum = tables.get(SUM, "sum").orElse(0L);

      @Override
      public void detach(BlockRef ref, Block block) {
        calls.add("detach " + ref.height());
        sum -= ref.height();
      }

      @Override
      public void attach(BlockRef ref, Block block) throws RuleViolation {
        calls.add("attach " + ref.height());
        if (refusesToConnect.equals(Optional.of(ref.height()))) {
          throw RuleViolation.of("not to be connected", Verdict.BRANCH);
        }
        sum += ref.height();
      }

      @Override
      public void write(StateWriter out) {
        out.put(SUM, "sum", sum);
      }

      @Override
      public void committed() {
        calls.add("sum " + sum);
      }
    };
  }
}
