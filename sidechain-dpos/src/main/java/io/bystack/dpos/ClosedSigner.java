package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.dpos.guard.SigningRecord;
import java.util.Optional;

/** A key that signs nothing, because its sign-once record cannot be used. */
public record ClosedSigner(Bytes xpub, Hash chain) implements OwnSigner {
  @Override
  public SigningRecord record() {
    return SigningRecord.fresh(chain, xpub);
  }

  @Override
  public boolean isClosed() {
    return true;
  }

  @Override
  public Optional<BlockSignature> sign(long height, Hash block) {
    return Optional.empty();
  }
}
