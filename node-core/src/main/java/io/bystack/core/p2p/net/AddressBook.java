package io.bystack.core.p2p.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Addresses that may be dialled, with what became of earlier dials. Bounded in all and per subnet,
 * so that a flood of addresses from few places pushes out at most its own. Not thread-safe.
 */
public final class AddressBook {
  /** Most addresses kept. */
  public static final int MAX_ENTRIES = 2_000;

  /** Most addresses of one subnet kept. */
  public static final int MAX_PER_SUBNET = 32;

  private static final int MAX_FAILURES = 10;
  private static final long FIRST_PAUSE_MILLIS = 10_000;
  private static final long LONGEST_PAUSE_MILLIS = 3_600_000;

  private final RandomGenerator random;
  private final Map<InetSocketAddress, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Integer> perSubnet = new HashMap<>();

  /**
   * An address, when it last served us (0 never), when it was last tried, failures since success.
   */
  public record Entry(
      InetSocketAddress address, long lastSuccess, long lastTry, int failuresInARow) {

    boolean due(long now) {
      long pause =
          Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failuresInARow, 10));
      return now - lastTry >= pause;
    }
  }

  public AddressBook(RandomGenerator random, Collection<Entry> kept) {
    this.random = random;
    kept.stream().limit(MAX_ENTRIES).forEach(this::put);
  }

  /** Takes note of an address; false if it is known, or its subnet or the book is full. */
  public boolean add(InetSocketAddress address) {
    if (address.isUnresolved() || address.getPort() == 0 || entries.containsKey(address)) {
      return false;
    }
    if (perSubnet.getOrDefault(subnet(address.getAddress()), 0) >= MAX_PER_SUBNET) {
      return false;
    }
    if (entries.size() >= MAX_ENTRIES && !evictWorst()) {
      return false;
    }
    put(new Entry(address, 0, 0, 0));
    return true;
  }

  /** Notes that a dial began. */
  public void tried(InetSocketAddress address, long now) {
    entries.computeIfPresent(
        address,
        (_, e) -> new Entry(address, e.lastSuccess, now, Math.min(30, e.failuresInARow + 1)));
  }

  /** Notes that a handshake with a dialled address succeeded. */
  public void succeeded(InetSocketAddress address, long now) {
    if (!entries.containsKey(address) && !add(address)) {
      // Many untried addresses of its subnet must not keep one out that works.
      String subnet = subnet(address.getAddress());
      entries.values().stream()
          .filter(e -> e.lastSuccess == 0 && subnet(e.address.getAddress()).equals(subnet))
          .findFirst()
          .ifPresent(this::remove);
      add(address);
    }
    entries.computeIfPresent(address, (_, _) -> new Entry(address, now, now, 0));
  }

  /**
   * Up to {@code count} addresses to dial, at random, none of {@code busy} addresses and at most
   * one per subnet; those that served us before come first half of the time.
   */
  public List<InetSocketAddress> pick(int count, Set<InetAddress> busy, long now) {
    List<Entry> due = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (entry.due(now) && !busy.contains(entry.address.getAddress())) {
        due.add(entry);
      }
    }
    Map<Entry, Double> lot = new HashMap<>();
    due.forEach(e -> lot.put(e, random.nextDouble() + (e.lastSuccess > 0 ? 0 : 0.5)));
    due.sort(Comparator.comparing(lot::get));
    List<InetSocketAddress> picked = new ArrayList<>();
    Set<String> subnets = new HashSet<>();
    for (Entry entry : due) {
      if (picked.size() < count && subnets.add(subnet(entry.address.getAddress()))) {
        picked.add(entry.address);
      }
    }
    return picked;
  }

  /** Everything, to be kept over a restart. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** The network an address belongs to: 24 bits of an IPv4 address, 48 of an IPv6 address. */
  static String subnet(InetAddress address) {
    byte[] bytes = address.getAddress();
    return Arrays.toString(Arrays.copyOf(bytes, bytes.length == 4 ? 3 : 6));
  }

  private void put(Entry entry) {
    if (entries.put(entry.address, entry) == null) {
      perSubnet.merge(subnet(entry.address.getAddress()), 1, Integer::sum);
    }
  }

  private boolean evictWorst() {
    Entry worst = null;
    for (Entry e : entries.values()) {
      boolean bad = e.lastSuccess == 0 || e.failuresInARow >= MAX_FAILURES;
      if (bad && (worst == null || e.failuresInARow > worst.failuresInARow)) {
        worst = e;
      }
    }
    if (worst == null) {
      return false;
    }
    remove(worst);
    return true;
  }

  private void remove(Entry entry) {
    entries.remove(entry.address);
    perSubnet.computeIfPresent(
        subnet(entry.address.getAddress()), (_, count) -> count == 1 ? null : count - 1);
  }
}
