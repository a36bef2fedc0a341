package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a program may learn about the transaction it runs for (spec/02 §10). A value that is absent
 * makes the instruction asking for it fail with {@link VmError#CONTEXT}.
 */
public interface ExecutionContext {
  /**
   * Whether expansion opcodes end the run at top level: the transaction's version is known to be 1.
   */
  boolean forbidsExpansion();

  Optional<Hash> assetId();

  /** Unsigned. */
  OptionalLong amount();

  /** Index of the running input among the transaction's inputs. */
  OptionalLong inputIndex();

  /** Id of the running entry. */
  Bytes entryId();

  Optional<Hash> spentOutputId();

  Optional<Hash> sigHash();

  OptionalLong blockHeight();

  /**
   * Whether an output of the transaction is as asked for.
   *
   * @throws VmException {@link VmError#BAD_VALUE} if there is no output of this index, {@link
   *     VmError#CONTEXT} if it is of a kind that cannot be compared
   */
  boolean hasOutput(OutputQuery query) throws VmException;

  /**
   * The operands of CHECKOUTPUT (spec/02 §4.8).
   *
   * @param index of the output, ≥ 0
   * @param amount ≥ 0
   * @param vmVersion ≥ 0
   * @param anyRetirement whether a retirement matches whatever program is asked for
   */
  record OutputQuery(
      long index,
      long amount,
      Bytes assetId,
      long vmVersion,
      Bytes program,
      boolean anyRetirement) {}
}
