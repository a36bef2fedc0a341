package io.bystack.pow.stratum;

import java.net.InetAddress;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Who may connect: a total, a number per address, and bans for a time. A worker is banned by its
 * name and address, so that one broken machine does not lock out the farm whose address it shares;
 * the address itself only once many of its names are. Gives each connection a number that no other
 * has at the same time. Thread-safe.
 */
final class Admission {
  private static final int BANS = 10_000;

  /** So many banned workers of one address are no accident. */
  static final int WORKERS_OF_A_BANNED_ADDRESS = 16;

  private final StratumOptions.Limits limits;
  private final BitSet numbers = new BitSet();
  private final Map<InetAddress, Integer> perAddress = new HashMap<>();
  private final Map<InetAddress, Long> banned = new LinkedHashMap<>();
  private final Map<Worker, Long> bannedWorkers = new LinkedHashMap<>();

  private record Worker(InetAddress address, String login) {}

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

  /** Bans a worker of an address for a time, and the address if it has too many such workers. */
  synchronized void ban(InetAddress address, String login, long nowMillis) {
    put(bannedWorkers, new Worker(address, login), nowMillis);
    long workers =
        bannedWorkers.entrySet().stream()
            .filter(e -> e.getKey().address().equals(address) && nowMillis < e.getValue())
            .count();
    if (workers >= WORKERS_OF_A_BANNED_ADDRESS) {
      put(banned, address, nowMillis);
    }
  }

  private <T> void put(Map<T, Long> bans, T whom, long nowMillis) {
    bans.remove(whom);
    bans.put(whom, nowMillis + limits.ban().toMillis());
    if (bans.size() > BANS) {
      bans.remove(bans.keySet().iterator().next());
    }
  }

  synchronized boolean isBanned(InetAddress address, String login, long nowMillis) {
    Long until = bannedWorkers.get(new Worker(address, login));
    return until != null && nowMillis < until;
  }

  synchronized int connections() {
    return numbers.cardinality();
  }
}
