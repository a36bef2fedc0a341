package io.bystack.dpos.produce;

import io.bystack.core.bytes.Hash;
import java.util.List;
import java.util.Optional;

/**
 * What became of one of our slots.
 *
 * @param timestamp the slot, milliseconds
 * @param height the block's height
 * @param block its hash if one was made and connected
 * @param reasons why none was made; empty if one was
 */
public record SlotResult(
    long timestamp, long height, Optional<Hash> block, List<GateReason> reasons) {}
