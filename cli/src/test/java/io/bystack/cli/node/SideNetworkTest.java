package io.bystack.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.config.NetworkProfile.ChainIdentity;
import io.bystack.config.NetworkProfile.Kind;
import io.bystack.dpos.DposNetwork;
import io.bystack.dpos.ForkHeights;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SideNetworkTest {
  private static ForkHeights forks(String chainId, Map<String, Long> rules) {
    return SideNetwork.of(new ChainIdentity(Kind.DPOS, chainId, rules)).parameters().forks();
  }

  @Test
  void anOwnNetworkIsStrictFromTheHeightItsProfileNames() {
    assertThat(forks("ours", Map.of()).strict()).isZero();
    ForkHeights later = forks("ours", Map.of("strict-from", 1_000L));
    assertThat(later.strictAt(999)).isFalse();
    assertThat(later.strictAt(1_000)).isTrue();
    assertThat(later.crossInFork()).isEqualTo(ForkHeights.NEVER);
  }

  @Test
  void vaporsNetworksNeverAre() {
    for (String known : new String[] {"mainnet", "testnet", "solonet"}) {
      assertThat(forks(known, Map.of()).strict()).isEqualTo(ForkHeights.NEVER);
    }
    assertThat(SideNetwork.of(new ChainIdentity(Kind.DPOS, "mainnet")))
        .isEqualTo(DposNetwork.mainnet());
  }
}
