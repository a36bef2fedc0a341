package io.bystack.dpos.staking;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is owed for some rounds of a node, and how far it is paid.
 *
 * @param id counts from 1 in its journal
 * @param rounds last heights of the rounds it is for
 * @param parts one transaction each
 */
public record Payout(long id, Terms terms, List<Long> rounds, List<Part> parts) {

  /** Who is paid. */
  public enum Purpose {
    /** A producer's voters get a share of its income. */
    VOTERS,
    /** A node behind the producers gets what its place is worth. */
    STANDBY
  }

  /**
   * What it is for.
   *
   * @param xpub the node's key
   * @param percent of the income that is paid
   */
  public record Terms(Purpose purpose, Bytes xpub, int percent) {}

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

  public Bytes xpub() {
    return terms.xpub();
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
    return new Payout(id, terms, rounds, changed);
  }
}
