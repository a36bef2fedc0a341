package io.bystack.core.p2p.net;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.p2p.net.NetworkSettings.Limits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All connections, finished or not, and the limits on them. Thread-safe: event loops ask it while
 * they accept and shake hands.
 */
final class PeerRegistry {
  // The reference's words, which its API shows (spec/06 §7.14).
  static final String BANNED = "connect banned peer";
  static final String OWN_KEY = "Connect self";
  static final String DUPLICATE = "Duplicate peer";

  private final Limits limits;
  private final Bytes ownKey;
  private final BanList bans;
  private final Set<Attempt> attempts = new LinkedHashSet<>();

  PeerRegistry(Limits limits, Bytes ownKey, BanList bans) {
    this.limits = limits;
    this.ownKey = ownKey;
    this.bans = bans;
  }

  /** What became of a new connection: refused with a reason, or taken in place of some others. */
  record Entrance(Optional<String> refusal, List<Attempt> displaced) {
    static Entrance refused(String why) {
      return new Entrance(Optional.of(why), List.of());
    }
  }

  /** Takes a new connection before its handshake, if the limits allow. */
  synchronized Entrance enter(Attempt attempt) {
    InetAddress address = attempt.address();
    if (bans.banOf(address).isPresent()) {
      return Entrance.refused(BANNED);
    }
    if (attempt.outbound()) {
      attempts.add(attempt);
      return new Entrance(Optional.empty(), List.of());
    }
    Optional<String> crowd = crowd(attempt);
    if (crowd.isPresent()) {
      return Entrance.refused(crowd.get());
    }
    return queue(
        attempt, attempts.stream().filter(a -> !a.outbound() && a.link().isEmpty()).toList());
  }

  /** Why an accepted connection cannot become a peer now; empty if it can. */
  private Optional<String> crowd(Attempt attempt) {
    InetAddress address = attempt.address();
    String subnet = AddressBook.subnet(address);
    int sameAddress = 0;
    int sameSubnet = 0;
    for (Attempt a : attempts) {
      if (a.link().isPresent()) {
        sameAddress += a.address().equals(address) ? 1 : 0;
        sameSubnet += AddressBook.subnet(a.address()).equals(subnet) ? 1 : 0;
      }
    }
    if (sameAddress >= limits.perAddress() || sameSubnet >= limits.perSubnet()) {
      return Optional.of("enough peers from that network");
    }
    return isFull() && evictable(attempt).isEmpty()
        ? Optional.of("enough peers")
        : Optional.empty();
  }

  /** Slow handshakes must not keep others out: the oldest of the busiest address makes room. */
  private Entrance queue(Attempt attempt, List<Attempt> unfinished) {
    long same = unfinished.stream().filter(a -> a.address().equals(attempt.address())).count();
    if (same >= limits.handshakesPerAddress()) {
      return Entrance.refused("too many unfinished handshakes from that address");
    }
    List<Attempt> displaced = new ArrayList<>();
    if (unfinished.size() >= limits.handshakes()) {
      Attempt victim = unfinished.getFirst();
      long most = 0;
      for (Attempt candidate : unfinished) {
        long count =
            unfinished.stream().filter(a -> a.address().equals(candidate.address())).count();
        if (count > most) {
          most = count;
          victim = candidate;
        }
      }
      attempts.remove(victim);
      displaced.add(victim);
    }
    attempts.add(attempt);
    return new Entrance(Optional.empty(), displaced);
  }

  /**
   * Decides on a connection whose peer has proven its key. Of two unfinished connections between
   * the same two nodes both ends keep the one dialled by the greater key.
   */
  synchronized Entrance authenticated(Attempt attempt, Bytes key) {
    if (key.equals(ownKey)) {
      return Entrance.refused(OWN_KEY);
    }
    if (bans.banOf(attempt.address()).isPresent()) {
      return Entrance.refused(BANNED);
    }
    List<Attempt> displaced = new ArrayList<>();
    for (Attempt other : attempts) {
      if (other == attempt || !other.key().equals(Optional.of(key))) {
        continue;
      }
      boolean keepNew =
          other.link().isEmpty()
              && other.outbound() != attempt.outbound()
              && attempt.outbound() == ownKey.compareTo(key) > 0;
      if (!keepNew) {
        return Entrance.refused(DUPLICATE);
      }
      displaced.add(other);
    }
    attempts.removeAll(displaced);
    attempt.authenticated(key);
    return new Entrance(Optional.empty(), displaced);
  }

  /**
   * The handshake is over: the connection becomes a peer if there is room, or if another one of a
   * larger crowd can go.
   */
  synchronized Entrance connected(Attempt attempt, NettyPeerLink link) {
    if (!attempts.contains(attempt)) {
      return Entrance.refused("made room for another handshake");
    }
    List<Attempt> displaced = new ArrayList<>();
    if (!attempt.outbound()) {
      Optional<String> crowd = crowd(attempt);
      if (crowd.isPresent()) {
        return Entrance.refused(crowd.get());
      }
      if (isFull()) {
        Attempt gone = evictable(attempt).orElseThrow();
        attempts.remove(gone);
        displaced.add(gone);
      }
    }
    attempt.connected(link);
    return new Entrance(Optional.empty(), displaced);
  }

  private boolean isFull() {
    int inbound = 0;
    int all = 0;
    for (Attempt a : attempts) {
      all += a.link().isPresent() ? 1 : 0;
      inbound += a.link().isPresent() && !a.outbound() ? 1 : 0;
    }
    return all >= limits.total() || inbound >= limits.inbound();
  }

  /**
   * The accepted peer that goes when a newcomer needs its place: the youngest of the subnet that
   * has most of them, and only if the newcomer's has fewer. So a crowd from few networks, however
   * many addresses it has, leaves room for peers from others, and cannot drive them out.
   */
  private Optional<Attempt> evictable(Attempt newcomer) {
    Map<String, List<Attempt>> bySubnet = new HashMap<>();
    for (Attempt a : attempts) {
      if (a.link().isPresent() && !a.outbound()) {
        bySubnet.computeIfAbsent(AddressBook.subnet(a.address()), _ -> new ArrayList<>()).add(a);
      }
    }
    int own = bySubnet.getOrDefault(AddressBook.subnet(newcomer.address()), List.of()).size();
    return bySubnet.values().stream()
        .filter(crowd -> crowd.size() > own + 1)
        .max(Comparator.comparingInt(List::size))
        .map(List::getLast);
  }

  synchronized int peerCount() {
    return (int) attempts.stream().filter(a -> a.link().isPresent()).count();
  }

  /** Forgets a closed connection; its link if it had got that far. */
  synchronized Optional<NettyPeerLink> gone(Attempt attempt) {
    attempts.remove(attempt);
    return attempt.link();
  }

  synchronized List<NettyPeerLink> links() {
    return attempts.stream().flatMap(a -> a.link().stream()).toList();
  }

  /** Addresses that must not be dialled now: connected, being dialled, or shaking hands. */
  synchronized Set<InetAddress> busyAddresses() {
    Set<InetAddress> busy = new HashSet<>();
    attempts.forEach(a -> busy.add(a.address()));
    return busy;
  }

  /** Exact addresses dialled or connected by dialling. */
  synchronized boolean isDialled(InetSocketAddress address) {
    return attempts.stream().anyMatch(a -> a.outbound() && a.remote().equals(address));
  }

  /** Addresses we dialled, connected or not yet. */
  synchronized Set<InetSocketAddress> dialled() {
    Set<InetSocketAddress> dialled = new HashSet<>();
    attempts.stream().filter(Attempt::outbound).forEach(a -> dialled.add(a.remote()));
    return dialled;
  }

  /** Unfinished handshakes of accepted connections. */
  synchronized int unfinishedCount() {
    return (int) attempts.stream().filter(a -> !a.outbound() && a.link().isEmpty()).count();
  }

  synchronized List<Attempt> all() {
    return List.copyOf(attempts);
  }

  // The ban list is not thread-safe by itself: every use of it goes through this lock.

  synchronized boolean offend(InetAddress address, Offence offence, String what) {
    return bans.offend(address, offence, what);
  }

  synchronized long score(InetAddress address) {
    return bans.score(address);
  }

  synchronized Map<InetAddress, Long> scores() {
    return bans.scores();
  }

  synchronized List<BanList.Ban> bans() {
    return bans.bans();
  }

  synchronized void ban(InetAddress address, Duration term, String reason) {
    bans.ban(address, term, reason);
  }

  synchronized boolean unban(InetAddress address) {
    return bans.unban(address);
  }

  synchronized boolean isBanned(InetAddress address) {
    return bans.banOf(address).isPresent();
  }
}
