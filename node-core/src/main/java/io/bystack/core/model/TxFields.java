package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a transaction (spec/01 §4.1).
 *
 * @param timeRange last block height at which it may be in a block; 0 for no limit
 */
public record TxFields(long version, long timeRange, List<TxInput> inputs, List<TxOutput> outputs) {
  public TxFields {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Content of version 1 without a time limit. */
  public static TxFields of(List<TxInput> inputs, List<TxOutput> outputs) {
    return new TxFields(1, 0, inputs, outputs);
  }

  /** The same content with other arguments in one input; ids do not change by it. */
  public TxFields withArguments(int input, List<Bytes> arguments) {
    List<TxInput> changed = new ArrayList<>(inputs);
    changed.set(input, changed.get(input).withArguments(arguments));
    return new TxFields(version, timeRange, changed, outputs);
  }

  boolean hasSuffix() {
    for (TxInput input : inputs) {
      if (!input.suffixes().isEmpty() || hasCommitmentSuffix(input)) {
        return true;
      }
    }
    for (TxOutput output : outputs) {
      if (output.hasSuffix()) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasCommitmentSuffix(TxInput input) {
    return input.commitment().map(c -> !c.suffix().isEmpty()).orElse(false);
  }
}
