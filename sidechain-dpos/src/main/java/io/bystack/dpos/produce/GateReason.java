package io.bystack.dpos.produce;

/**
 * A reason for not producing.
 *
 * @param code stable name
 * @param facts what was found and what is expected
 */
public record GateReason(Code code, String facts) {

  /** The things that keep a producer from producing. */
  public enum Code {
    /** The operator has not switched production on. */
    DISABLED("switch it on: bystack producer enable"),
    /** There is no key to sign with. */
    NO_KEY("set producer.key-file and restart; bystack producer key create makes a key"),
    /** The key is none of the producers of this round. */
    NOT_ELECTED("it needs votes: see bystack candidate show; elections are at the end of a round"),
    /** There is no program to pay the rewards to. */
    NO_REWARD_PROGRAM("set producer.address and restart"),
    /** The clock differs from the peers' by more than allowed. */
    CLOCK_OFFSET("set the clock, and have NTP or chrony keep it"),
    /** The best block's timestamp is further ahead than an honest clock makes it. */
    BEST_BLOCK_AHEAD("set the clock, and have NTP or chrony keep it"),
    /** Blocks are missing. */
    NOT_IN_SYNC("wait until the node has caught up: bystack node status"),
    /** The last write of the store failed. */
    STORE_NOT_WRITABLE("see the log; free disk space or check the disk, then restart"),
    /** The sign-once record is missing, unreadable or for something else. */
    GUARD_UNUSABLE(
        "stop the node, then restore the record, or bystack producer guard import or repair"),
    /** The next height is used up in the sign-once record. */
    GUARD_HEIGHT("wait: the next height is free again"),
    /** A signature with our key exists that we did not make. */
    KEY_USED_ELSEWHERE("find and stop the other node with this key, then restart this one"),
    /** Fewer peers than needed to be heard. */
    TOO_FEW_PEERS("check the network and p2p.keep or p2p.seeds"),
    /** The block made would not have been valid, or could not be connected. */
    BLOCK_REFUSED("see the log for the rule; report it if it happens again");

    private final String advice;

    Code(String advice) {
      this.advice = advice;
    }

    /** What an operator can do about it. */
    public String advice() {
      return advice;
    }
  }
}
