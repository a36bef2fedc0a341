package io.bystack.core.p2p.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.p2p.handshake.NodeInfo.NetworkName;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeInfoTest {
  private static NodeInfo of(String network, long id) {
    return new NodeInfo(
        Bytes.EMPTY,
        "",
        new NetworkName(network, id),
        "",
        "",
        "1.1.2",
        NodeInfo.FULL_NODE,
        List.of());
  }

  @Test
  void namesAnotherNetworkInWords() {
    NodeInfo ours = of("mainnet", 0);
    assertThat(ours.incompatibility(ours)).isEmpty();
    assertThat(ours.incompatibility(of("solonet", 0))).hasValue("network solonet");
    assertThat(of("devnet", 1).incompatibility(of("devnet", 0xab12)))
        .hasValue("network devnet with id ab12");
  }
}
