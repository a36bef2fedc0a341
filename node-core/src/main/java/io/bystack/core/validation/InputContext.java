package io.bystack.core.validation;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.CrossChainInput;
import io.bystack.core.model.CrossChainOutput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxOutput;
import io.bystack.core.vm.ExecutionContext;
import io.bystack.core.vm.VmError;
import io.bystack.core.vm.VmException;
import java.util.Optional;
import java.util.OptionalLong;

/** What the program of one input sees (spec/02 §10). */
final class InputContext implements ExecutionContext {
  private final Transaction tx;
  private final int index;
  private final long height;
  private final AssetAmount value;
  private final Hash entryId;
  private boolean heightSeen;

  InputContext(Transaction tx, int index, long height) {
    this.tx = tx;
    this.index = index;
    this.height = height;
    this.value = tx.inputs().get(index).value().orElseThrow();
    this.entryId = tx.inputEntryId(index).orElseThrow();
  }

  boolean heightSeen() {
    return heightSeen;
  }

  @Override
  public boolean forbidsExpansion() {
    return tx.version() == 1;
  }

  @Override
  public Optional<Hash> assetId() {
    return Optional.of(value.asset().value());
  }

  @Override
  public OptionalLong amount() {
    return OptionalLong.of(value.amount());
  }

  @Override
  public OptionalLong inputIndex() {
    return OptionalLong.of(index);
  }

  @Override
  public Bytes entryId() {
    return entryId.toBytes();
  }

  @Override
  public Optional<Hash> spentOutputId() {
    return tx.spentOutputId(index);
  }

  @Override
  public Optional<Hash> sigHash() {
    return Optional.of(tx.sigHash(entryId));
  }

  @Override
  public OptionalLong blockHeight() {
    heightSeen = true;
    return OptionalLong.of(height);
  }

  @Override
  public boolean hasOutput(OutputQuery query) throws VmException {
    if (tx.inputs().get(index) instanceof CrossChainInput) {
      throw VmError.CONTEXT.exception();
    }
    if (query.index() >= tx.outputs().size()) {
      throw VmError.BAD_VALUE.exception();
    }
    TxOutput output = tx.outputs().get((int) query.index());
    if (!output.isRetirement() && output instanceof CrossChainOutput) {
      throw VmError.CONTEXT.exception();
    }
    return output.value().amount() == query.amount()
        && output.value().asset().value().toBytes().equals(query.assetId())
        && hasProgram(output, query);
  }

  /** A retirement's real program is not visible: it counts as empty and of version 0. */
  private static boolean hasProgram(TxOutput output, OutputQuery query) {
    if (output.isRetirement()) {
      return query.vmVersion() == 0 && (query.anyRetirement() || query.program().isEmpty());
    }
    return output.program().vmVersion() == query.vmVersion()
        && output.program().code().equals(query.program());
  }
}
