package io.bystack.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class SlotsPropertiesTest {
  private static final long GENESIS = 1_700_000_000_000L;

  @Property
  void theNextSlotIsOursAndNotBefore(
      @ForAll @IntRange(min = 1, max = 12) int nodes,
      @ForAll @IntRange(min = 0, max = 11) int place,
      @ForAll @LongRange(min = 1, max = 12) long each,
      @ForAll @LongRange(min = 0, max = 1_000_000) long after,
      @ForAll @LongRange(min = 0, max = 4_999) long shift) {
    Slots slots = new Slots(GENESIS + shift, each, 500);
    int order = place % nodes;
    long from = GENESIS + after;
    long next = slots.next(from, order, nodes);
    assertThat(next).isGreaterThanOrEqualTo(Math.max(from, slots.start()));
    assertThat(next % 500).isZero();
    assertThat(slots.order(next, nodes)).isEqualTo(order);
    for (long t = Math.ceilDiv(Math.max(from, slots.start()), 500L) * 500; t < next; t += 500) {
      assertThat(slots.order(t, nodes)).isNotEqualTo(order);
    }
  }

  @Property
  void everyTimestampHasAnOrder(
      @ForAll long timestamp, @ForAll @IntRange(min = 1, max = 40) int nodes) {
    assertThat(new Slots(GENESIS, 12, 500).order(timestamp, nodes)).isBetween(0, nodes - 1);
  }
}
