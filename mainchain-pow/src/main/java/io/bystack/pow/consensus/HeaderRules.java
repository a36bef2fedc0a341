package io.bystack.pow.consensus;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.HeaderCheck;
import io.bystack.core.consensus.Proof;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.pow.ClassicHeader;

/**
 * What a header must fulfil after its parent, in the order of the numbers of spec/03 §6.2; the
 * first violation counts. Texts here are without the suffix all block errors get.
 */
public final class HeaderRules {
  /** Seconds a timestamp may lie ahead of the validator's clock. */
  public static final long MAX_FUTURE_SECONDS = 3600;

  static final String VERSION = "version regression";
  static final String HEIGHT = "misordered block height";
  static final String BITS = "block bits is invalid";
  static final String PREVIOUS = "mismatched block";
  static final String TIMESTAMP = "block timestamp is not in the valid range";
  static final String PROOF = "invalid difficulty proof of work";

  private HeaderRules() {}

  /** Checks 1 to 7. */
  public static void check(HeaderCheck check) throws RuleViolation {
    ClassicHeader header = (ClassicHeader) check.header();
    BlockRef parent = check.parent();
    checkVersion(header, parent, check.tree());
    checkHeight(header, parent);
    if (header.bits() != Difficulty.bitsAfter(parent, check.tree())) {
      throw RuleViolation.of(BITS, Verdict.HEADER);
    }
    if (!header.previous().equals(parent.hash())) {
      throw RuleViolation.of(PREVIOUS, Verdict.HEADER);
    }
    checkTime(header, MedianTime.at(parent, check.tree()), check.nowMillis() / 1000);
    check.proof().verify();
  }

  private static void checkVersion(ClassicHeader header, BlockRef parent, BlockTree tree)
      throws RuleViolation {
    if (header.version() != 1) {
      throw RuleViolation.of(VERSION, Verdict.HEADER)
          .in(
              "previous block verson "
                  + tree.header(parent).version()
                  + ", current block version "
                  + header.version());
    }
  }

  private static void checkHeight(ClassicHeader header, BlockRef parent) throws RuleViolation {
    if (header.height() != parent.height() + 1) {
      throw RuleViolation.of(HEIGHT, Verdict.HEADER)
          .in(
              "previous block height "
                  + parent.height()
                  + ", current block height "
                  + header.height());
    }
  }

  private static void checkTime(ClassicHeader header, long medianTimePast, long nowSeconds)
      throws RuleViolation {
    if (Long.compareUnsigned(header.timestamp(), nowSeconds + MAX_FUTURE_SECONDS) > 0) {
      // The same header is fine once the clock has gone on.
      throw RuleViolation.of(TIMESTAMP, Verdict.TEMPORARY);
    }
    if (Long.compareUnsigned(header.timestamp(), medianTimePast) <= 0) {
      throw RuleViolation.of(TIMESTAMP, Verdict.HEADER);
    }
  }

  /** Check 7, apart because it is expensive and may be done ahead of time. */
  public static Proof proof(ClassicHeader header, Hash seed, PowFunction function) {
    return () -> {
      if (!CompactTarget.isMet(function.hash(header.hash(), seed), header.bits())) {
        throw RuleViolation.of(PROOF, Verdict.HEADER);
      }
    };
  }
}
