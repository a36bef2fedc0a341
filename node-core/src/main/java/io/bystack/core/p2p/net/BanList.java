package io.bystack.core.p2p.net;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scores of offences per address, and the addresses that are banned for a time (spec/04 §8.1). Not
 * thread-safe.
 */
public final class BanList {
  /** A score above this bans. */
  public static final int THRESHOLD = 100;

  /** How long a ban that the score brings lasts. */
  public static final Duration TERM = Duration.ofHours(1);

  private static final int MAX_SCORES = 10_000;
  private static final int MAX_BANS = 10_000;
  private static final double HALF_LIFE_MILLIS = 60_000;
  private static final long FORGET_MILLIS = 1_800_000;

  private final InstantSource clock;
  private final Map<InetAddress, Score> scores = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<InetAddress, Ban> bans = new LinkedHashMap<>();

  /** A banned address, the end of its ban, and why. */
  public record Ban(InetAddress address, Instant until, String reason) {}

  private record Score(long permanent, double passing, long at) {
    double passingAt(long now) {
      long age = Math.max(0, now - at);
      return age > FORGET_MILLIS ? 0 : passing * Math.pow(0.5, age / HALF_LIFE_MILLIS);
    }
  }

  public BanList(InstantSource clock, Collection<Ban> kept) {
    this.clock = clock;
    kept.forEach(b -> bans.put(b.address, b));
  }

  /** Counts an offence; true if the address is banned by it. */
  public boolean offend(InetAddress address, Offence offence, String what) {
    long now = clock.millis();
    Score before = scores.getOrDefault(address, new Score(0, 0, now));
    Score after =
        new Score(
            before.permanent + offence.permanent(), before.passingAt(now) + offence.passing(), now);
    scores.put(address, after);
    evictEldest(scores, MAX_SCORES);
    if (after.permanent + after.passing <= THRESHOLD) {
      return false;
    }
    scores.remove(address);
    ban(address, TERM, what);
    return true;
  }

  /** The score of an address now, as it is shown. */
  public long score(InetAddress address) {
    Score score = scores.get(address);
    return score == null ? 0 : score.permanent + (long) score.passingAt(clock.millis());
  }

  /** All scores above 0, highest first. */
  public Map<InetAddress, Long> scores() {
    Map<InetAddress, Long> all = new LinkedHashMap<>();
    // A copy: looking a score up reorders the map.
    List.copyOf(scores.keySet()).stream()
        .map(address -> Map.entry(address, score(address)))
        .filter(e -> e.getValue() > 0)
        .sorted(Map.Entry.<InetAddress, Long>comparingByValue().reversed())
        .forEach(e -> all.put(e.getKey(), e.getValue()));
    return all;
  }

  public void ban(InetAddress address, Duration term, String reason) {
    bans.put(address, new Ban(address, clock.instant().plus(term), reason));
    expire();
    evictEldest(bans, MAX_BANS);
  }

  /** Ends a ban; false if there was none. */
  public boolean unban(InetAddress address) {
    return bans.remove(address) != null;
  }

  /** The ban that holds for an address now. */
  public Optional<Ban> banOf(InetAddress address) {
    return Optional.ofNullable(bans.get(address)).filter(b -> b.until.isAfter(clock.instant()));
  }

  /** All bans that hold now. */
  public List<Ban> bans() {
    expire();
    return List.copyOf(bans.values());
  }

  private void expire() {
    Instant now = clock.instant();
    bans.values().removeIf(b -> !b.until.isAfter(now));
  }

  private static <K, V> void evictEldest(Map<K, V> map, int limit) {
    if (map.size() > limit) {
      map.remove(map.keySet().iterator().next());
    }
  }
}
