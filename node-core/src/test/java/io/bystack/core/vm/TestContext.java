package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** A context of fixed values and one output. */
record TestContext(boolean forbidsExpansion) implements ExecutionContext {
  static final Bytes SIG_HASH = Bytes.wrap(filled((byte) 0x11));

  private static byte[] filled(byte value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, value);
    return bytes;
  }

  /** Takes a signature for good if it begins with the key's first byte. */
  static boolean signedByFirstByte(Bytes key, Bytes message, Bytes signature) {
    return !signature.isEmpty() && message.equals(SIG_HASH) && signature.at(0) == key.at(0);
  }

  @Override
  public Optional<Hash> assetId() {
    return Optional.of(Hash.ZERO);
  }

  @Override
  public OptionalLong amount() {
    return OptionalLong.of(1_000);
  }

  @Override
  public OptionalLong inputIndex() {
    return OptionalLong.of(2);
  }

  @Override
  public Bytes entryId() {
    return SIG_HASH;
  }

  @Override
  public Optional<Hash> spentOutputId() {
    return Optional.empty();
  }

  @Override
  public Optional<Hash> sigHash() {
    return Optional.of(Hash.of(SIG_HASH));
  }

  @Override
  public OptionalLong blockHeight() {
    return OptionalLong.of(77);
  }

  @Override
  public boolean hasOutput(OutputQuery query) throws VmException {
    if (query.index() > 0) {
      throw VmError.BAD_VALUE.exception();
    }
    return query.amount() == 1 && query.vmVersion() == 1;
  }
}
