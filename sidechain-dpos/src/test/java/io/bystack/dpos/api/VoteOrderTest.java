package io.bystack.dpos.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.dpos.api.SideChainEndpoints.VoteView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VoteOrderTest {
  @Test
  void equalVotesAreInTheOrderOfAnElectionWhateverOrderTheyCameIn() {
    List<Integer> keys = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      keys.add(i);
    }
    for (int turn = 0; turn < 3; turn++) {
      Map<Bytes, Long> votes = new LinkedHashMap<>();
      keys.forEach(i -> votes.put(Bytes.of(i), i == 7 ? -1L : 1_000L));
      List<VoteView> ranked = VoteView.ranked(votes);
      // 2^64 - 1 is more than anything; then the greatest key first.
      assertThat(ranked.getFirst().vote()).isEqualTo("07");
      assertThat(ranked.subList(1, 50).stream().map(VoteView::vote).toList())
          .isSortedAccordingTo(Collections.reverseOrder())
          .startsWith("32");
      Collections.rotate(keys, 17);
    }
  }
}
