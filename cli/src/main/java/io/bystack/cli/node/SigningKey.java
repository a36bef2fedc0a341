package io.bystack.cli.node;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.crypto.XPrv;
import io.bystack.dpos.ClosedSigner;
import io.bystack.dpos.GuardedSigner;
import io.bystack.dpos.OwnSigner;
import io.bystack.dpos.WatchedSigner;
import io.bystack.dpos.guard.SignOnceException;
import io.bystack.dpos.guard.SignOnceStore;
import io.bystack.dpos.guard.SigningRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key a side chain's node signs with, behind its sign-once record.
 *
 * @param guard the open record
 * @param problem what is wrong with the record: the key then signs nothing
 */
record SigningKey(OwnSigner signer, Optional<SignOnceStore> guard, Optional<String> problem)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SigningKey.class);

  /**
   * Opens the record of what the key has signed. A new one is made only together with a new chain:
   * if it is gone although the chain is not, the key must not sign until an operator has said what
   * it knows. The node follows the chain meanwhile.
   */
  static SigningKey open(SideKeys keys, XPrv key, Hash genesis, boolean newChain)
      throws IOException {
    Bytes xpub = key.xpub().bytes();
    try {
      SignOnceStore store =
          newChain && !Files.exists(keys.signOnceFile())
              ? SignOnceStore.create(keys.signOnceFile(), SigningRecord.fresh(genesis, xpub))
              : SignOnceStore.open(keys.signOnceFile(), genesis, xpub);
      return new SigningKey(new GuardedSigner(key, store), Optional.of(store), Optional.empty());
    } catch (SignOnceException e) {
      boolean closed =
          switch (e.problem()) {
            case MISSING, CORRUPT, FOREIGN -> true;
            case IN_USE, EXISTS -> false;
          };
      if (!closed) {
        throw e;
      }
      LOG.error("this node signs no blocks: {}", e.getMessage());
      return new SigningKey(
          new ClosedSigner(xpub, genesis), Optional.empty(), Optional.of(e.getMessage()));
    }
  }

  /** The same key, which signs nothing once it is in use elsewhere. */
  SigningKey until(BooleanSupplier elsewhere) {
    return new SigningKey(new WatchedSigner(signer, elsewhere), guard, problem);
  }

  @Override
  public void close() {
    try {
      if (guard.isPresent()) {
        guard.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
