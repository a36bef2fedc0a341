package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The signatures in a block header, by the order of their producers (spec/07 §3.1). An empty entry
 * and a missing one are the same: absent. The list is kept as received, also beyond the producers.
 */
public record HeaderWitness(List<Bytes> entries) {

  public HeaderWitness {
    entries = List.copyOf(entries);
  }

  /** A witness of {@code size} absent entries, as a producer begins it. */
  public static HeaderWitness absent(int size) {
    return new HeaderWitness(Collections.nCopies(size, Bytes.EMPTY));
  }

  /** The signature of a producer, empty if absent. */
  public Bytes get(int order) {
    return order < entries.size() ? entries.get(order) : Bytes.EMPTY;
  }

  public boolean has(int order) {
    return !get(order).isEmpty();
  }

  /** The same witness with one entry set; the list grows as far as needed. */
  public HeaderWitness with(int order, Bytes signature) {
    List<Bytes> next = new ArrayList<>(entries);
    while (next.size() <= order) {
      next.add(Bytes.EMPTY);
    }
    next.set(order, signature);
    return new HeaderWitness(next);
  }

  /** The same witness with one entry absent. */
  public HeaderWitness without(int order) {
    return has(order) ? with(order, Bytes.EMPTY) : this;
  }

  /** Present entries among the first {@code nodes}. */
  public int count(int nodes) {
    int count = 0;
    for (int i = 0; i < nodes; i++) {
      count += has(i) ? 1 : 0;
    }
    return count;
  }

  /** Whether more than two thirds of the producers have signed (spec/07 §6.4). */
  public boolean irreversible(ConsensusNodes nodes) {
    return count(nodes.size()) >= nodes.quorum();
  }
}
