package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.crypto.XPrv;
import io.bystack.dpos.guard.SignOnce;
import io.bystack.dpos.guard.SigningRecord;
import io.bystack.dpos.guard.SigningRecord.Allowed;
import io.bystack.dpos.guard.SigningRecord.Refused;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A key in memory behind a sign-once record. */
public final class GuardedSigner implements OwnSigner {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedSigner.class);

  private final XPrv key;
  private final Bytes xpub;
  private final SignOnce guard;

  /**
   * @param key the consensus key itself, already derived
   */
  public GuardedSigner(XPrv key, SignOnce guard) {
    this.key = key;
    this.xpub = key.xpub().bytes();
    this.guard = guard;
    if (!guard.record().xpub().equals(xpub)) {
      throw new IllegalArgumentException(
          "the sign-once record is for key " + guard.record().xpub() + ", the key is " + xpub);
    }
  }

  @Override
  public Bytes xpub() {
    return xpub;
  }

  @Override
  public SigningRecord record() {
    return guard.record();
  }

  @Override
  public Optional<BlockSignature> sign(long height, Hash block) {
    try {
      return switch (guard.reserve(height, block)) {
        case Allowed _ -> Optional.of(new BlockSignature(block, key.sign(block.toBytes()), xpub));
        case Refused refused -> {
          LOG.debug("block {} not signed: {}, {}", block, refused.reason(), refused.facts());
          yield Optional.empty();
        }
      };
    } catch (IOException e) {
      LOG.error("block {} at height {} not signed: the sign-once record failed", block, height, e);
      return Optional.empty();
    }
  }
}
