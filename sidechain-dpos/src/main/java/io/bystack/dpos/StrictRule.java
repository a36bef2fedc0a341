package io.bystack.dpos;

/**
 * What our own networks forbid beyond the exact rules, from {@link ForkHeights#strict()} on; {@code
 * docs/strict-rules.md} tells for each the attack it stops. On Vapor's networks the pool and our
 * own blocks refuse the same, and a peer's block that has one raises an alarm.
 */
public enum StrictRule {
  /** A vote output whose program begins with FAIL: counted for ever, checked by nothing. */
  RETIRED_VOTE("vote output is a retirement"),
  /** A vote for 64 bytes that are no curve point: nobody could sign for it. */
  VOTE_KEY_NOT_A_POINT("vote key is not a public key"),
  /** BTM that comes in through an open-federation definition needs nobody's signature. */
  OPEN_FEDERATION_BTM("BTM claim with an open-federation definition"),
  /** A claim whose commitment has free bytes gives one deposit many identities. */
  MALLEABLE_CLAIM("claim with a control program, a definition for BTM, or suffix bytes"),
  /** The same main-chain output counted twice in one transaction. */
  DUPLICATE_CLAIM("claim of one main-chain output twice"),
  /** A claim of nothing uses up a deposit's identity. */
  EMPTY_CLAIM("claim of amount 0"),
  /** The same output spent by two inputs. */
  DUPLICATE_INPUT("two inputs for one output"),
  /** The first transaction is no coinbase, or pays the round's rewards to others. */
  COINBASE_NOT_CANONICAL("coinbase does not pay exactly the computed rewards"),
  /**
   * Coinbases that pay the same would be one transaction: the second replaces the first's outputs.
   */
  COINBASE_WITHOUT_HEIGHT("coinbase does not begin with its block's height"),
  /** A transaction with failed status takes inputs and gives nothing. */
  FAILED_STATUS("transaction with failed status"),
  /** Bytes that are not what an encoder writes: two forms of one id. */
  NON_CANONICAL_BYTES("transaction bytes are not canonical");

  private final String text;

  StrictRule(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
