package io.bystack.core.p2p.discovery;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Nodes that have answered, in buckets by the logarithm of their distance to us, each bounded; few
 * of one address (spec/04 §9.3).
 */
final class NodeTable {
  /** Most nodes of a bucket, and of an answer. */
  static final int BUCKET = 16;

  private static final int MAX_PER_ADDRESS = 8;
  private static final int MAX_PER_SUBNET = 48;
  private static final int MAX_SILENCES = 2;

  private final Hash own;
  private final Map<Integer, Deque<Entry>> buckets = new HashMap<>();
  // Those heard longest ago come first.
  private final Map<Hash, Entry> byId = new LinkedHashMap<>();
  private final Map<InetSocketAddress, Integer> silences = new HashMap<>();

  /** A node and where it answers. */
  record Entry(Hash id, Hash place, InetSocketAddress address) {}

  /** A table around the hash of our own id. */
  NodeTable(Hash own) {
    this.own = own;
  }

  int size() {
    return byId.size();
  }

  boolean holds(Hash id, InetSocketAddress address) {
    Entry entry = byId.get(id);
    return entry != null && entry.address.equals(address);
  }

  /** Adds a node that has answered; false if it is known or there is no room for it. */
  boolean add(Hash id, InetSocketAddress address) {
    if (holds(id, address)) {
      heard(id);
      return false;
    }
    long sameAddress =
        byId.values().stream()
            .filter(e -> e.address.getAddress().equals(address.getAddress()))
            .count();
    long sameSubnet =
        byId.values().stream().filter(e -> subnet(e.address).equals(subnet(address))).count();
    Entry fresh = new Entry(id, Sha3.sha3(id.toBytes()), address);
    Deque<Entry> bucket =
        buckets.computeIfAbsent(NodeDistance.log(own, fresh.place), _ -> new ArrayDeque<>());
    Entry before = byId.get(id);
    if (before == null
        && (bucket.size() >= BUCKET
            || sameAddress >= MAX_PER_ADDRESS
            || sameSubnet >= MAX_PER_SUBNET)) {
      return false;
    }
    if (before != null) {
      bucket.remove(before);
      silences.remove(before.address);
      byId.remove(id);
    }
    bucket.addFirst(fresh);
    byId.put(id, fresh);
    return true;
  }

  private static Bytes subnet(InetSocketAddress address) {
    byte[] bytes = address.getAddress().getAddress();
    return Bytes.wrap(bytes, 0, bytes.length == 4 ? 3 : 6);
  }

  /** A node has shown that it is alive. */
  void heard(Hash id) {
    Entry entry = byId.get(id);
    if (entry != null) {
      Deque<Entry> bucket = buckets.get(NodeDistance.log(own, entry.place));
      bucket.remove(entry);
      bucket.addFirst(entry);
      byId.remove(id);
      byId.put(id, entry);
      silences.remove(entry.address);
    }
  }

  /** A ping to an address had no answer; a node that keeps silent makes room for others. */
  void silent(InetSocketAddress address) {
    Entry entry =
        byId.values().stream().filter(e -> e.address.equals(address)).findFirst().orElse(null);
    if (entry != null && silences.merge(address, 1, Integer::sum) >= MAX_SILENCES) {
      silences.remove(address);
      byId.remove(entry.id);
      buckets.get(NodeDistance.log(own, entry.place)).remove(entry);
    }
  }

  /** The node that has been silent longest. */
  Optional<Entry> oldest() {
    return byId.values().stream().findFirst();
  }

  /** Up to sixteen nodes closest to a place. */
  List<Entry> closest(Hash target) {
    List<Entry> all = new ArrayList<>(byId.values());
    all.sort((a, b) -> NodeDistance.compare(target, a.place, b.place));
    return List.copyOf(all.subList(0, Math.min(BUCKET, all.size())));
  }
}
