package io.bystack.dpos;

/** The numbers every node of a network has to agree on (spec/07 §1), by subject. */
public record DposParameters(
    RoundRules round, GasRules gas, StakeRules stake, CoinbaseRules coinbase, ForkHeights forks) {

  public long subsidy(long height) {
    return coinbase.subsidy(height);
  }
}
