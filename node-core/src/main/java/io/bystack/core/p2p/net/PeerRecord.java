package io.bystack.core.p2p.net;

import java.time.Instant;

/**
 * A connected peer as operators see it.
 *
 * @param agent its version text
 * @param score its ban score; above {@link BanList#THRESHOLD} it is banned
 * @param queuedBytes waiting to be sent to it
 */
public record PeerRecord(
    String id,
    String address,
    boolean outbound,
    String moniker,
    String agent,
    long serviceFlags,
    boolean fastLane,
    long score,
    long queuedBytes,
    Instant since,
    Traffic traffic) {}
