package io.bystack.dpos.staking;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.store.Batch;
import io.bystack.core.store.Codecs;
import io.bystack.core.store.FailPoints;
import io.bystack.core.store.Scan;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreException.Reason;
import io.bystack.core.store.StoreOptions;
import io.bystack.core.store.SyncMode;
import io.bystack.core.store.Table;
import io.bystack.dpos.staking.Payout.Purpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is planned and paid, in a store of its own that one process at a time has open. A round of a
 * node is in one payout of a purpose only, for ever: so it is paid once.
 */
public final class PayoutJournal implements AutoCloseable {
  private static final Table<Long, Bytes> PAYOUTS =
      new Table<>("payouts", Codecs.U64, Codecs.BYTES, "payouts by number, as JSON");
  private static final Table<String, Bytes> ROUNDS =
      new Table<>("rounds", Codecs.TEXT, Codecs.BYTES, "rounds that are in a payout");
  private static final Table<String, Hash> CHAIN =
      new Table<>("chain", Codecs.TEXT, Codecs.HASH, "the chain all payouts are on");
  private static final String GENESIS = "genesis";
  private static final StoreOptions OPTIONS =
      new StoreOptions(8L << 20, 8L << 20, SyncMode.EVERY_WRITE, FailPoints.NONE);

  private final Store store;

  private PayoutJournal(Store store) {
    this.store = store;
  }

  /**
   * Opens the journal of a folder, or makes one. A journal is for one chain: networks of one's own
   * have one chain id again and again, and what is paid on one of them is owed on the next. A
   * journal that names no chain yet is bound to the one given.
   *
   * @param network the chain's id
   * @param genesis hash of its first block
   * @throws StoreException the journal cannot be opened, or is of another chain
   */
  public static PayoutJournal open(Path folder, String network, Hash genesis)
      throws StoreException {
    Store store = Store.open(folder, "payouts", network, List.of(PAYOUTS, ROUNDS, CHAIN), OPTIONS);
    PayoutJournal journal = new PayoutJournal(store);
    Hash bound = journal.bind(genesis);
    if (!bound.equals(genesis)) {
      journal.close();
      throw new StoreException(
          Reason.OTHER_CHAIN,
          "its payouts are on the chain with genesis block %s, the node's chain has %s"
              .formatted(bound, genesis));
    }
    return journal;
  }

  /** The genesis block of the journal's chain, which is the one given if there was none. */
  private Hash bind(Hash genesis) {
    Optional<Hash> bound = store.get(CHAIN, GENESIS);
    if (bound.isEmpty()) {
      try (Batch batch = store.batch()) {
        batch.put(CHAIN, GENESIS, genesis);
        store.write(batch);
      }
    }
    return bound.orElse(genesis);
  }

  /** Whether a round of a node is in a payout of a purpose already. */
  public boolean has(Purpose purpose, Bytes xpub, long roundEnd) {
    return store.has(ROUNDS, round(purpose, xpub, roundEnd));
  }

  /**
   * Writes a payout down with its rounds, all at once: from now on they are never planned again for
   * its purpose. Its id is given here.
   */
  public Payout keep(Payout draft) {
    Payout payout = new Payout(all().size() + 1L, draft.terms(), draft.rounds(), draft.parts());
    Purpose purpose = payout.terms().purpose();
    try (Batch batch = store.batch()) {
      for (long end : payout.rounds()) {
        if (has(purpose, payout.xpub(), end)) {
          throw new IllegalArgumentException("round " + end + " is in a payout already");
        }
        batch.put(
            ROUNDS, round(purpose, payout.xpub(), end), Bytes.utf8(Long.toString(payout.id())));
      }
      batch.put(PAYOUTS, payout.id(), PayoutJson.write(payout));
      store.write(batch);
    }
    return payout;
  }

  /** Replaces a payout by what has become of it; on disk when it returns. */
  void update(Payout payout) {
    try (Batch batch = store.batch()) {
      batch.put(PAYOUTS, payout.id(), PayoutJson.write(payout));
      store.write(batch);
    }
  }

  /** All payouts, oldest first. */
  public List<Payout> all() {
    List<Payout> payouts = new ArrayList<>();
    try (Scan<Long, Bytes> scan = store.scan(PAYOUTS, null)) {
      for (Scan.Row<Long, Bytes> row = scan.next(); row != null; row = scan.next()) {
        payouts.add(PayoutJson.read(row.value()));
      }
    }
    return payouts;
  }

  private static String round(Purpose purpose, Bytes xpub, long end) {
    String round = xpub.toHex() + "/" + end;
    return switch (purpose) {
      case VOTERS -> round;
      case STANDBY -> "standby/" + round;
    };
  }

  @Override
  public void close() {
    store.close();
  }
}
