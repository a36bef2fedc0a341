package io.bystack.pow.stratum;

import java.net.InetAddress;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Who may connect: a total, a number per address, and bans for a time. Gives each connection a
 * number that no other has at the same time. Thread-safe.
 */
final class Admission {
  private static final int BANS = 10_000;

  private final StratumOptions.Limits limits;
  private final BitSet numbers = new BitSet();
  private final Map<InetAddress, Integer> perAddress = new HashMap<>();
  private final Map<InetAddress, Long> banned = new LinkedHashMap<>();

  Admission(StratumOptions.Limits limits) {
    this.limits = limits;
  }

  /** A connection's number, 0…connections-1; none if it must be closed. */
  synchronized OptionalInt enter(InetAddress address, long nowMillis) {
    Long until = banned.get(address);
    if (until != null && nowMillis < until) {
      return OptionalInt.empty();
    }
    int number = numbers.nextClearBit(0);
    if (number >= limits.connections()
        || perAddress.getOrDefault(address, 0) >= limits.connectionsPerAddress()) {
      return OptionalInt.empty();
    }
    banned.remove(address);
    numbers.set(number);
    perAddress.merge(address, 1, Integer::sum);
    return OptionalInt.of(number);
  }

  synchronized void leave(InetAddress address, int number) {
    numbers.clear(number);
    perAddress.computeIfPresent(address, (a, n) -> n == 1 ? null : n - 1);
  }

  synchronized void ban(InetAddress address, long nowMillis) {
    banned.put(address, nowMillis + limits.ban().toMillis());
    if (banned.size() > BANS) {
      banned.remove(banned.keySet().iterator().next());
    }
  }

  synchronized int connections() {
    return numbers.cardinality();
  }
}
