package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * Withdraws a vote by spending its output (side chain).
 *
 * @param vote the public key voted for, normally 64 bytes
 */
public record VetoInput(SpendCommitment spent, Bytes vote, List<Bytes> arguments, Suffixes suffixes)
    implements TxInput {
  public VetoInput {
    arguments = List.copyOf(arguments);
  }

  public VetoInput(SpendCommitment spent, Bytes vote, List<Bytes> arguments) {
    this(spent, vote, arguments, Suffixes.NONE);
  }

  @Override
  public Optional<SpendCommitment> commitment() {
    return Optional.of(spent);
  }

  @Override
  public VetoInput withArguments(List<Bytes> other) {
    return new VetoInput(spent, vote, other, suffixes);
  }
}
