package io.bystack.dpos.produce;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What surrounds a producer.
 *
 * @param snapshot what the gate looks at, taken now
 * @param results hears of every slot of ours
 */
public record ProducerSurroundings(
    ProducerTimer timer,
    Supplier<ProducerSnapshot> snapshot,
    BlockAnnouncer announcer,
    Consumer<SlotResult> results) {}
