package io.bystack.core.p2p.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.p2p.net.NetworkSettings.Limits;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerRegistryTest {
  private static final Limits LIMITS = new Limits(12, 8, 2, 6, 16);

  private final PeerRegistry registry =
      new PeerRegistry(LIMITS, Bytes.of(1), new BanList(InstantSource.system(), List.of()));
  private int keys = 1;

  private static Attempt attempt(String address, boolean outbound) {
    return new Attempt(
        new EmbeddedChannel(),
        new InetSocketAddress(InetAddress.ofLiteral(address), 46_657),
        outbound,
        null);
  }

  /** Lets a connection in and greets it; what became of it. */
  private PeerRegistry.Entrance admit(Attempt attempt) {
    PeerRegistry.Entrance entrance = registry.enter(attempt);
    if (entrance.refusal().isPresent()) {
      return entrance;
    }
    Bytes key = Bytes.of(2, ++keys);
    entrance = registry.authenticated(attempt, key);
    return entrance.refusal().isPresent()
        ? entrance
        : registry.connected(attempt, new NettyPeerLink(null, attempt, key, null, Instant.EPOCH));
  }

  private boolean isAdmitted(String address) {
    return admit(attempt(address, false)).refusal().isEmpty();
  }

  @Test
  void limitsConnectionsOfAnAddressAndOfASubnet() {
    assertThat(isAdmitted("192.0.2.1")).isTrue();
    assertThat(isAdmitted("192.0.2.1")).isTrue();
    assertThat(isAdmitted("192.0.2.1")).isFalse();
    assertThat(isAdmitted("192.0.2.2")).isTrue();
    assertThat(isAdmitted("192.0.2.2")).isTrue();
    assertThat(isAdmitted("192.0.2.3")).isTrue();
    assertThat(isAdmitted("192.0.2.4")).isTrue();
    assertThat(isAdmitted("192.0.2.5")).as("a seventh of that subnet").isFalse();
    assertThat(isAdmitted("198.51.100.1")).isTrue();
  }

  @Test
  void handshakesBegunTogetherDoNotPassTheLimit() {
    List<Attempt> together = List.of(attempt("192.0.2.1", false), attempt("192.0.2.1", false));
    Attempt first = attempt("192.0.2.1", false);
    assertThat(registry.enter(first).refusal()).isEmpty();
    together.forEach(a -> assertThat(admit(a).refusal()).isEmpty());
    Bytes key = Bytes.of(3, 3);
    assertThat(registry.authenticated(first, key).refusal()).isEmpty();
    assertThat(
            registry
                .connected(first, new NettyPeerLink(null, first, key, null, Instant.EPOCH))
                .refusal())
        .contains("enough peers from that network");
  }

  @Test
  void aCrowdOfOneNetworkMakesRoomForOthersAndNotTheOtherWay() {
    assertThat(isAdmitted("198.51.100.1")).isTrue();
    assertThat(isAdmitted("198.51.100.2")).isTrue();
    for (int i = 1; i <= 6; i++) {
      assertThat(isAdmitted("192.0.2." + i)).isTrue();
    }
    PeerRegistry.Entrance entrance = admit(attempt("203.0.113.1", false));
    assertThat(entrance.refusal()).isEmpty();
    assertThat(entrance.displaced())
        .singleElement()
        .satisfies(a -> assertThat(a.address().getHostAddress()).isEqualTo("192.0.2.6"));
    assertThat(registry.peerCount()).isEqualTo(LIMITS.inbound());
    assertThat(admit(attempt("192.0.2.7", false)).refusal()).contains("enough peers");
    assertThat(registry.links()).anyMatch(l -> l.address().getHostAddress().equals("198.51.100.2"));
  }

  @Test
  void dialledPeersHavePlacesNobodyCanTake() {
    for (int subnet = 1; subnet <= 8; subnet++) {
      assertThat(isAdmitted("10.0." + subnet + ".1")).isTrue();
    }
    assertThat(isAdmitted("10.0.9.1")).isFalse();
    for (int i = 1; i <= 4; i++) {
      assertThat(admit(attempt("203.0.113." + i, true)).refusal()).isEmpty();
    }
    assertThat(registry.peerCount()).isEqualTo(LIMITS.total());
  }

  @Test
  void bannedAddressesAreRefused() {
    InetAddress address = InetAddress.ofLiteral("192.0.2.1");
    registry.ban(address, Duration.ofMinutes(1), "test");
    assertThat(isAdmitted("192.0.2.1")).isFalse();
    assertThat(registry.unban(address)).isTrue();
    assertThat(isAdmitted("192.0.2.1")).isTrue();
    for (int i = 0; i < 5; i++) {
      assertThat(registry.offend(address, Offence.ILLEGAL, "bad block")).isFalse();
    }
    assertThat(registry.scores()).containsEntry(address, 100L);
    assertThat(registry.offend(address, Offence.ILLEGAL, "bad block")).isTrue();
    assertThat(isAdmitted("192.0.2.1")).isFalse();
  }
}
