package io.bystack.dpos.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.dpos.produce.GateReason.Code;
import io.bystack.dpos.produce.ProducerSnapshot.Clocks;
import io.bystack.dpos.produce.ProducerSnapshot.Guard;
import io.bystack.dpos.produce.ProducerSnapshot.Operator;
import io.bystack.dpos.produce.ProducerSnapshot.Peers;
import io.bystack.dpos.produce.ProducerSnapshot.Sync;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProductionGateTest {
  private static final Operator READY = new Operator(true, true, true, true);
  private static final Clocks ON_TIME = new Clocks(Optional.of(20L), -300);
  private static final Sync SYNCED = new Sync(100, 101, true);
  private static final Guard GUARDED =
      new Guard(Optional.empty(), Optional.of(100L), Optional.empty());
  private static final Peers HEARD = new Peers(3);
  private static final GatePolicy POLICY = GatePolicy.standard(4);

  private static List<Code> codes(ProducerSnapshot snapshot) {
    return ProductionGate.reasons(snapshot, POLICY).stream().map(GateReason::code).toList();
  }

  @Test
  void isOpenWhenAllIsWell() {
    assertThat(codes(new ProducerSnapshot(READY, ON_TIME, SYNCED, GUARDED, HEARD))).isEmpty();
  }

  @Test
  void namesEveryReasonAtOnce() {
    ProducerSnapshot snapshot =
        new ProducerSnapshot(
            new Operator(false, true, false, false),
            new Clocks(Optional.of(-1_500L), 2_500),
            new Sync(100, 110, false),
            new Guard(Optional.of("missing"), Optional.of(101L), Optional.of(99L)),
            new Peers(0));
    assertThat(codes(snapshot))
        .containsExactly(
            Code.DISABLED,
            Code.NOT_ELECTED,
            Code.NO_REWARD_PROGRAM,
            Code.CLOCK_OFFSET,
            Code.BEST_BLOCK_AHEAD,
            Code.NOT_IN_SYNC,
            Code.STORE_NOT_WRITABLE,
            Code.GUARD_UNUSABLE,
            Code.GUARD_HEIGHT,
            Code.KEY_USED_ELSEWHERE,
            Code.TOO_FEW_PEERS);
    assertThat(ProductionGate.reasons(snapshot, POLICY))
        .anySatisfy(r -> assertThat(r.facts()).contains("-1500 ms", "1000 ms"));
  }

  @Test
  void aMissingKeyIsNotAlsoUnelected() {
    ProducerSnapshot snapshot =
        new ProducerSnapshot(
            new Operator(true, false, false, true), ON_TIME, SYNCED, GUARDED, HEARD);
    assertThat(codes(snapshot)).containsExactly(Code.NO_KEY);
  }

  @Test
  void aLoneProducerNeedsNoPeers() {
    ProducerSnapshot snapshot =
        new ProducerSnapshot(
            READY, new Clocks(Optional.empty(), -300), SYNCED, GUARDED, new Peers(0));
    assertThat(ProductionGate.reasons(snapshot, GatePolicy.standard(1))).isEmpty();
  }
}
