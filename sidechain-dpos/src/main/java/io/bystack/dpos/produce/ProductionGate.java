package io.bystack.dpos.produce;

import io.bystack.dpos.produce.GateReason.Code;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a block may be produced now: a function of a snapshot that names every reason against.
 */
public final class ProductionGate {
  private ProductionGate() {}

  /** All reasons against producing; empty if the gate is open. */
  public static List<GateReason> reasons(ProducerSnapshot now, GatePolicy policy) {
    List<GateReason> reasons = new ArrayList<>();
    operator(now.operator(), reasons);
    clocks(now.clocks(), policy, reasons);
    sync(now.sync(), policy, reasons);
    guard(now, reasons);
    if (now.peers().connected() < policy.minPeers()) {
      reasons.add(
          new GateReason(
              Code.TOO_FEW_PEERS,
              now.peers().connected() + " connected, at least " + policy.minPeers() + " needed"));
    }
    return reasons;
  }

  private static void operator(ProducerSnapshot.Operator operator, List<GateReason> reasons) {
    if (!operator.enabled()) {
      reasons.add(new GateReason(Code.DISABLED, "production is switched off"));
    }
    if (!operator.hasKey()) {
      reasons.add(new GateReason(Code.NO_KEY, "no signing key is loaded"));
    } else if (!operator.elected()) {
      reasons.add(new GateReason(Code.NOT_ELECTED, "the key is no producer of this round"));
    }
    if (!operator.hasRewardProgram()) {
      reasons.add(new GateReason(Code.NO_REWARD_PROGRAM, "no reward program is set"));
    }
  }

  private static void clocks(
      ProducerSnapshot.Clocks clocks, GatePolicy policy, List<GateReason> reasons) {
    clocks
        .offsetMs()
        .filter(offset -> Math.abs(offset) > policy.maxClockOffsetMs())
        .ifPresent(offset ->
            reasons.add(
                new GateReason(
                    Code.CLOCK_OFFSET,
                    "clock is %+d ms off the peers', at most %d ms allowed"
                        .formatted(offset, policy.maxClockOffsetMs()))));
    if (clocks.bestAheadMs() > policy.maxAheadMs()) {
      reasons.add(
          new GateReason(
              Code.BEST_BLOCK_AHEAD,
              "best block is %d ms ahead of the clock, at most %d ms allowed"
                  .formatted(clocks.bestAheadMs(), policy.maxAheadMs())));
    }
  }

  private static void sync(
      ProducerSnapshot.Sync sync, GatePolicy policy, List<GateReason> reasons) {
    if (sync.peersHeight() - sync.bestHeight() > policy.maxBlocksBehind()) {
      reasons.add(
          new GateReason(
              Code.NOT_IN_SYNC,
              "height %d, a peer has %d, at most %d behind allowed"
                  .formatted(sync.bestHeight(), sync.peersHeight(), policy.maxBlocksBehind())));
    }
    if (!sync.writable()) {
      reasons.add(new GateReason(Code.STORE_NOT_WRITABLE, "the last write of the store failed"));
    }
  }

  private static void guard(ProducerSnapshot now, List<GateReason> reasons) {
    ProducerSnapshot.Guard guard = now.guard();
    guard.problem().ifPresent(problem -> reasons.add(new GateReason(Code.GUARD_UNUSABLE, problem)));
    long next = now.sync().bestHeight() + 1;
    guard
        .lastHeight()
        .filter(height -> height >= next)
        .ifPresent(height ->
            reasons.add(
                new GateReason(
                    Code.GUARD_HEIGHT,
                    "height %d is next, the sign-once record is at %d".formatted(next, height))));
    guard
        .foreignSignature()
        .ifPresent(height ->
            reasons.add(
                new GateReason(
                    Code.KEY_USED_ELSEWHERE,
                    "our key signed at height " + height + " without this node")));
  }
}
