package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.dpos.guard.SigningRecord;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A signer that signs nothing any more once its key was seen in use elsewhere ({@link
 * ConsensusEvents#keyUsedElsewhere}), until the node is started anew.
 */
public final class WatchedSigner implements OwnSigner {
  private final OwnSigner inner;
  private final BooleanSupplier elsewhere;

  /**
   * @param elsewhere whether the key is in use somewhere else as far as is known
   */
  public WatchedSigner(OwnSigner inner, BooleanSupplier elsewhere) {
    this.inner = inner;
    this.elsewhere = elsewhere;
  }

  @Override
  public Bytes xpub() {
    return inner.xpub();
  }

  @Override
  public SigningRecord record() {
    return inner.record();
  }

  @Override
  public boolean isClosed() {
    return elsewhere.getAsBoolean() || inner.isClosed();
  }

  @Override
  public Optional<BlockSignature> sign(long height, Hash block) {
    return isClosed() ? Optional.empty() : inner.sign(height, block);
  }
}
