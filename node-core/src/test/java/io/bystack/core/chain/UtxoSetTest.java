package io.bystack.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.UtxoEntry;
import io.bystack.core.consensus.UtxoKind;
import io.bystack.core.store.Batch;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UtxoSetTest {
  private static final Hash THERE = new Hash(1, 2, 3, 4);
  private static final Hash NOWHERE = new Hash(5, 6, 7, 8);
  private static final UtxoEntry ENTRY = new UtxoEntry(UtxoKind.NORMAL, 7, false);

  @TempDir Path folder;
  private Store store;
  private UtxoSet set;

  @BeforeEach
  void open() throws Exception {
    store = Store.open(folder, "side", "test", List.of(ChainTables.UTXO), StoreOptions.DEFAULT);
    try (Batch batch = store.batch()) {
      batch.put(ChainTables.UTXO, THERE, ENTRY);
      store.write(batch);
    }
    set = new UtxoSet(store, 1 << 20);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void readsAnOutputFromTheDiskOnce() {
    for (int i = 0; i < 3; i++) {
      assertThat(set.get(THERE)).isEqualTo(ENTRY);
    }
    assertThat(set.lookups()).isEqualTo(3);
    assertThat(set.diskReads()).isEqualTo(1);
  }

  @Test
  void keepsNoPlaceForWhatIsNotThere() {
    assertThat(set.get(NOWHERE)).isNull();
    assertThat(set.get(NOWHERE)).isNull();
    assertThat(set.diskReads()).isEqualTo(2);
  }

  @Test
  void seesWhatWasSpentAfterItWasRead() {
    assertThat(set.get(THERE)).isEqualTo(ENTRY);
    try (Batch batch = store.batch()) {
      batch.delete(ChainTables.UTXO, THERE);
      store.write(batch);
    }
    set.written(THERE, null);
    assertThat(set.get(THERE)).isNull();
  }
}
