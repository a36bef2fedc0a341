package io.bystack.core.consensus;

/**
 * A block, transaction or message breaks a rule of its chain. The message is the full text that API
 * clients and logs see, {@code <context>: <rule>}; {@link #rule()} is the innermost text alone,
 * stable, and what programs compare.
 */
public final class RuleViolation extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the violation says about a block's hash: whether the same hash may be good later. */
  public enum Verdict {
    /** The header can never be valid: the hash may be remembered as bad. */
    HEADER,
    /**
     * This copy is bad. Arguments and signatures are not committed by the hash, so another copy
     * with the same hash may be good: the hash must not be remembered.
     */
    COPY,
    /** What the hash commits to breaks a rule on this branch: remembered with all descendants. */
    BRANCH,
    /** Not now: too far in the future, or something needed is missing. Never remembered. */
    TEMPORARY
  }

  private final String rule;
  private final Verdict verdict;

  private RuleViolation(String text, String rule, Verdict verdict) {
    // What peers send must not be able to make us walk stacks.
    super(text, null, false, false);
    this.rule = rule;
    this.verdict = verdict;
  }

  public static RuleViolation of(String rule, Verdict verdict) {
    return new RuleViolation(rule, rule, verdict);
  }

  /** A violation whose full text is already composed. */
  public static RuleViolation of(String text, String rule, Verdict verdict) {
    return new RuleViolation(text, rule, verdict);
  }

  /** The same violation with {@code context: } in front of its text. */
  public RuleViolation in(String context) {
    return new RuleViolation(context + ": " + getMessage(), rule, verdict);
  }

  /** The same violation with {@code : suffix} behind its text. */
  public RuleViolation as(String suffix) {
    return new RuleViolation(getMessage() + ": " + suffix, rule, verdict);
  }

  public String rule() {
    return rule;
  }

  public Verdict verdict() {
    return verdict;
  }
}
