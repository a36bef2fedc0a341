package io.bystack.dpos.staking;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a producer owes its voters for some rounds, and how far it is paid.
 *
 * @param id counts from 1 in its journal
 * @param xpub the producer's key
 * @param percent of the income that goes to voters
 * @param rounds last heights of the rounds it is for
 * @param parts one transaction each
 */
public record Payout(long id, Bytes xpub, int percent, List<Long> rounds, List<Part> parts) {

  /** The payments of one transaction: neu by control program. */
  public record Part(Map<Bytes, Long> due, State state) {
    public Part {
      due = new TreeMap<>(due);
    }

    /** Neu in all. */
    public long total() {
      return due.values().stream().reduce(0L, Math::addExact);
    }
  }

  /** How far a part is. */
  public sealed interface State permits Planned, Sent, Paid {}

  /** Nothing has been signed, or what was can never be in a block any more. */
  public record Planned() implements State {}

  /**
   * A transaction was signed; it may have been sent or not.
   *
   * @param raw the signed transaction
   * @param from height above the last irreversible block when it was signed
   * @param expiry last height at which it can be in a block
   */
  public record Sent(Bytes raw, long from, long expiry) implements State {}

  /** Its transaction is in an irreversible block. */
  public record Paid(Hash transaction, long height) implements State {}

  public Payout {
    rounds = List.copyOf(rounds);
    parts = List.copyOf(parts);
  }

  /** Whether everything is paid. */
  public boolean done() {
    return parts.stream().allMatch(part -> part.state() instanceof Paid);
  }

  /** Neu in all. */
  public long total() {
    return parts.stream().map(Part::total).reduce(0L, Math::addExact);
  }

  /** The same with one part in another state. */
  Payout with(int index, State state) {
    List<Part> changed = new ArrayList<>(parts);
    changed.set(index, new Part(parts.get(index).due(), state));
    return new Payout(id, xpub, percent, rounds, changed);
  }
}
