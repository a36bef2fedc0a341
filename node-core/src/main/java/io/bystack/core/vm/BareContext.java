package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a program learns that runs for no transaction: at most a block height and a message to sign.
 * Asking for more fails as it does in a transaction that lacks it.
 */
public record BareContext(OptionalLong blockHeight, Optional<Hash> sigHash)
    implements ExecutionContext {
  /** Nothing is known. */
  public static final BareContext NOTHING = new BareContext(OptionalLong.empty(), Optional.empty());

  @Override
  public boolean forbidsExpansion() {
    return true;
  }

  @Override
  public Optional<Hash> assetId() {
    return Optional.empty();
  }

  @Override
  public OptionalLong amount() {
    return OptionalLong.empty();
  }

  @Override
  public OptionalLong inputIndex() {
    return OptionalLong.empty();
  }

  @Override
  public Bytes entryId() {
    return Bytes.EMPTY;
  }

  @Override
  public Optional<Hash> spentOutputId() {
    return Optional.empty();
  }

  @Override
  public boolean hasOutput(OutputQuery query) throws VmException {
    throw VmError.CONTEXT.exception();
  }
}
