package io.bystack.dpos;

import io.bystack.core.bytes.DecodeException;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.model.Block;
import io.bystack.core.model.LedgerFormat;
import io.bystack.core.store.Batch;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreFailure;
import io.bystack.dpos.guard.SigningRecord;
import java.util.Optional;

/**
 * The last block this node was about to sign. It is in the store before its height is used up in
 * the sign-once record: a process killed between the two finds the block again and signs that very
 * one, where it could sign no other.
 */
public final class OwnDraft {
  private static final String LAST = "last";

  private final Store store;
  private final LedgerFormat format;

  /**
   * @param store of the chain
   */
  public OwnDraft(Store store, LedgerFormat format) {
    this.store = store;
    this.format = format;
  }

  /** Remembers a block in place of the one before. Durable as the store's writes are. */
  public void keep(Block block) {
    try (Batch batch = store.batch()) {
      batch.put(DposTables.DRAFT, LAST, block.raw());
      store.write(batch);
    }
  }

  /** The block that the record says was signed last, if it is a child of {@code parent}. */
  public Optional<Block> signedAfter(BlockRef parent, SigningRecord record) {
    return record
        .last()
        .filter(signed -> signed.height() == parent.height() + 1)
        .flatMap(SigningRecord.Signed::block)
        .flatMap(hash -> last().filter(block -> block.hash().equals(hash)))
        .filter(block -> block.header().previous().equals(parent.hash()));
  }

  private Optional<Block> last() {
    return store
        .get(DposTables.DRAFT, LAST)
        .map(bytes -> {
          try {
            return format.decodeBlock(bytes);
          } catch (DecodeException e) {
            throw new StoreFailure("the stored draft of an own block cannot be read", e);
          }
        });
  }
}
