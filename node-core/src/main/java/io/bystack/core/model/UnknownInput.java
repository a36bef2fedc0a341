package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;
import java.util.List;

/** An input of an asset version other than 1: all its content is suffix and it has no entry. */
public record UnknownInput(long assetVersion, Suffixes suffixes) implements TxInput {
  public UnknownInput {
    if (assetVersion == 1) {
      throw new IllegalArgumentException("asset version 1 is known");
    }
  }

  /**
   * An unknown input has no arguments.
   *
   * @throws IllegalArgumentException if any are given
   */
  @Override
  public UnknownInput withArguments(List<Bytes> other) {
    if (!other.isEmpty()) {
      throw new IllegalArgumentException("an input of unknown asset version takes no arguments");
    }
    return this;
  }
}
