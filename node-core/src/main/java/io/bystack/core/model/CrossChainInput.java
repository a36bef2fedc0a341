package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * Brings in what was locked on the main chain (peg-in, side chain).
 *
 * @param source the locked output of the main chain; its program is normally left empty
 * @param terms how the asset is issued on the main chain; not checked against the asset id here
 */
public record CrossChainInput(
    SpendCommitment source, IssuanceTerms terms, List<Bytes> arguments, Suffixes suffixes)
    implements TxInput {
  public CrossChainInput {
    arguments = List.copyOf(arguments);
  }

  public CrossChainInput(SpendCommitment source, IssuanceTerms terms, List<Bytes> arguments) {
    this(source, terms, arguments, Suffixes.NONE);
  }

  @Override
  public Optional<SpendCommitment> commitment() {
    return Optional.of(source);
  }

  @Override
  public CrossChainInput withArguments(List<Bytes> other) {
    return new CrossChainInput(source, terms, other, suffixes);
  }
}
