package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The producers in force for the children of a block, in their order (spec/07 §2.4). */
public final class ConsensusNodes {
  private final List<ConsensusNode> nodes;
  private final Map<Bytes, Integer> orders;

  public ConsensusNodes(List<ConsensusNode> nodes) {
    this.nodes = List.copyOf(nodes);
    this.orders = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      orders.putIfAbsent(nodes.get(i).xpub(), i);
    }
  }

  public int size() {
    return nodes.size();
  }

  public ConsensusNode get(int order) {
    return nodes.get(order);
  }

  public List<ConsensusNode> list() {
    return nodes;
  }

  /** The place of a key, empty if it is none of the producers. */
  public OptionalInt orderOf(Bytes xpub) {
    Integer order = orders.get(xpub);
    return order == null ? OptionalInt.empty() : OptionalInt.of(order);
  }

  /** How many signatures make a block irreversible: more than two thirds (spec/07 §6.4). */
  public int quorum() {
    return size() * 2 / 3 + 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConsensusNodes that && nodes.equals(that.nodes);
  }

  @Override
  public int hashCode() {
    return nodes.hashCode();
  }

  @Override
  public String toString() {
    return nodes.toString();
  }
}
