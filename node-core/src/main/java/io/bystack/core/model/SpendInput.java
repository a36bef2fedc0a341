package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;
import java.util.List;
import java.util.Optional;

/** Spends an output of the same chain. */
public record SpendInput(SpendCommitment spent, List<Bytes> arguments, Suffixes suffixes)
    implements TxInput {
  public SpendInput {
    arguments = List.copyOf(arguments);
  }

  public SpendInput(SpendCommitment spent, List<Bytes> arguments) {
    this(spent, arguments, Suffixes.NONE);
  }

  @Override
  public Optional<SpendCommitment> commitment() {
    return Optional.of(spent);
  }

  @Override
  public SpendInput withArguments(List<Bytes> other) {
    return new SpendInput(spent, other, suffixes);
  }
}
