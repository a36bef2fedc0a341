package io.bystack.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NoticedTest {
  @Test
  void aBlockFullOfFindingsDoesNotFloodTheAlarms() {
    WatchedEvents events = new WatchedEvents();
    NodeRole role = new NodeRole(Optional.empty(), SignatureAnnouncer.NONE, events);
    Noticed noticed = new Noticed(role, new KeyWatch(role));
    BlockRef block = new BlockRef(new Hash(1, 0, 0, 0), 7, Hash.ZERO, 0, BigInteger.ZERO, 0);
    List<StrictRules.Finding> found =
        LongStream.range(0, 5_000)
            .mapToObj(
                i -> new StrictRules.Finding(StrictRule.FAILED_STATUS, new Hash(2, 0, 0, i), ""))
            .toList();
    noticed.findings(block.hash(), found);
    noticed.tell(block);
    assertThat(events.total()).isEqualTo(Noticed.TOLD);
    assertThat(events.alarms().getFirst().facts()).isEqualTo(found.getFirst().toString());
  }
}
