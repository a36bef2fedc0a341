package io.bystack.core.api;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;

/**
 * An unsigned 64-bit integer as the API carries it: a JSON integer up to 2^64-1, never a string or
 * a float (spec/06 §5). {@code bits} holds it in two's complement.
 */
public record U64(long bits) implements Comparable<U64> {
  public static final U64 ZERO = new U64(0);

  public static U64 of(long bits) {
    return bits == 0 ? ZERO : new U64(bits);
  }

  @JsonValue
  Number json() {
    return bits >= 0 ? (Number) bits : unsigned();
  }

  private BigInteger unsigned() {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  @Override
  public int compareTo(U64 other) {
    return Long.compareUnsigned(bits, other.bits);
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(bits);
  }
}
