package io.bystack.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.store.SyncMode;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class MadeSideChainTest {
  @Test
  void makesBlocksThatAFollowerTakes() throws Exception {
    MadeSideChain made = MadeSideChain.make(3, 5);
    assertThat(made.transfers()).isEqualTo(15);
    try (ScratchChain follower =
        ScratchChain.open(made.parts().follower(), InstantSource.system(), SyncMode.ON_REQUEST)) {
      follower.takeAll(made.blocks().stream());
      assertThat(follower.host().engine().best().height()).isEqualTo(made.blocks().size());
      long full =
          made.blocks().stream()
              .filter(raw -> follower.decode(raw).transactions().size() == 6)
              .count();
      assertThat(full).isEqualTo(3);
    }
  }
}
