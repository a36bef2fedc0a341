package io.bystack.dpos.staking;

import io.bystack.core.bytes.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a producer shares its rewards with its voters, by the formulae of the reference's tools
 * (spec/07 §11.1). Pure: what has been paid already is the caller's journal.
 */
public final class Settlement {
  /**
   * What a standby place gets for a round: 4 000 000 BTM a year over 52 560 rounds and 32 places.
   */
  public static final long STANDBY_REWARD = 7_610_350_076L / 32;

  private Settlement() {}

  /**
   * A vote output of the producer's.
   *
   * @param program control program that holds it: who is paid
   * @param amount neu
   * @param made height of its block
   * @param withdrawn height of the veto's block; empty if it stands
   */
  public record Vote(Bytes program, long amount, long made, Optional<Long> withdrawn) {
    /** Whether it counts for the round that ends at a height. */
    boolean counts(long roundEnd, long roundBlocks) {
      long begin = roundEnd - roundBlocks;
      return made <= begin && withdrawn.map(h -> h >= begin + 1).orElse(true);
    }
  }

  /**
   * What the producer got for a round.
   *
   * @param end last height of the round
   * @param amount neu
   */
  public record Income(long end, long amount) {}

  /**
   * How the income of one round is divided among the voters.
   *
   * @param reward neu for all of them
   * @param weights neu of the votes that count, by the program that holds them
   * @param votes the sum of these
   */
  public record Division(long reward, Map<Bytes, Long> weights, long votes) {
    public Division {
      weights = new TreeMap<>(weights);
    }

    /** Neu for the votes of a program, rounded down. */
    public long due(Bytes program) {
      return votes == 0 ? 0 : share(reward, weights.getOrDefault(program, 0L), votes);
    }
  }

  /**
   * Divides the income of a round.
   *
   * @param votes all for the producer that stood at some time
   * @param percent share of the income that goes to voters, 0…100
   */
  public static Division divide(Income round, List<Vote> votes, int percent, long roundBlocks) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("percent is " + percent + ", must be 0 to 100");
    }
    Map<Bytes, Long> weights = new TreeMap<>();
    for (Vote vote : votes) {
      if (vote.counts(round.end(), roundBlocks)) {
        weights.merge(vote.program(), vote.amount(), Math::addExact);
      }
    }
    long total = weights.values().stream().reduce(0L, Math::addExact);
    return new Division(share(round.amount(), percent, 100), weights, total);
  }

  /**
   * What each program is due for rounds of a range, floor for each round.
   *
   * @param percent share of the income that goes to voters, 0…100
   */
  public static Map<Bytes, Long> shares(
      List<Income> rounds, List<Vote> votes, int percent, long roundBlocks) {
    Map<Bytes, Long> due = new TreeMap<>();
    for (Income round : rounds) {
      Division division = divide(round, votes, percent, roundBlocks);
      division
          .weights()
          .keySet()
          .forEach(program -> due.merge(program, division.due(program), Math::addExact));
    }
    return due;
  }

  /** Programs that are due something, split into payments of at most {@code outputs} each. */
  public static List<Map<Bytes, Long>> batches(Map<Bytes, Long> due, int outputs) {
    List<Map<Bytes, Long>> batches = new ArrayList<>();
    Map<Bytes, Long> batch = new TreeMap<>();
    for (Map.Entry<Bytes, Long> entry : due.entrySet()) {
      if (entry.getValue() > 0) {
        batch.put(entry.getKey(), entry.getValue());
      }
      if (batch.size() == outputs) {
        batches.add(batch);
        batch = new TreeMap<>();
      }
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  /** floor(amount · part / whole) without overflow. */
  private static long share(long amount, long part, long whole) {
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(part))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }
}
