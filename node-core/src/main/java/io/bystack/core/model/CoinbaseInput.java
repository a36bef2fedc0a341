package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;
import java.util.List;

/**
 * The block producer's reward.
 *
 * @param arbitrary what makes the coinbase unique; at most 128 bytes by validation, not by decoding
 */
public record CoinbaseInput(Bytes arbitrary, Suffixes suffixes) implements TxInput {
  public CoinbaseInput(Bytes arbitrary) {
    this(arbitrary, Suffixes.NONE);
  }

  /**
   * A coinbase has no arguments.
   *
   * @throws IllegalArgumentException if any are given
   */
  @Override
  public CoinbaseInput withArguments(List<Bytes> other) {
    if (!other.isEmpty()) {
      throw new IllegalArgumentException("a coinbase input takes no arguments");
    }
    return this;
  }
}
