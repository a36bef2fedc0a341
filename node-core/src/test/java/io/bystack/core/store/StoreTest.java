package io.bystack.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.store.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreTest {
  private static final Table<Long, String> NAMES =
      new Table<>("names", Codecs.U64, Codecs.TEXT, "names by number");
  private static final Table<Long, String> BULK =
      new Table<>("bulk", Codecs.U64, Codecs.TEXT, "long texts by number", Table.Shape.BULK);
  private static final StoreOptions SMALL =
      new StoreOptions(8 << 20, 4 << 20, SyncMode.ON_REQUEST, FailPoints.NONE);

  @TempDir Path folder;

  private Store open() throws StoreException {
    return Store.open(folder.resolve("s"), "main", "solonet", List.of(NAMES, BULK), SMALL);
  }

  private static void put(Store store, long key, String value) {
    try (Batch batch = store.batch()) {
      batch.put(NAMES, key, value);
      batch.put(BULK, key, value.repeat(1000));
      store.write(batch);
    }
  }

  @Test
  void keepsWhatWasWrittenOverAReopen() throws Exception {
    try (Store store = open()) {
      put(store, 1, "one");
      put(store, 2, "two");
    }
    try (Store store = open()) {
      assertThat(store.get(NAMES, 1L)).contains("one");
      assertThat(store.get(BULK, 2L)).contains("two".repeat(1000));
      assertThat(store.get(NAMES, 3L)).isEmpty();
      assertThat(store.getAll(NAMES, List.of(2L, 3L, 1L))).containsExactly("two", null, "one");
    }
  }

  @Test
  void scansInUnsignedOrderOfKeys() throws Exception {
    try (Store store = open()) {
      put(store, -1, "last");
      put(store, 256, "b");
      put(store, 2, "a");
      List<Long> keys = new ArrayList<>();
      try (Scan<Long, String> scan = store.scan(NAMES, 3L)) {
        for (var row = scan.next(); row != null; row = scan.next()) {
          keys.add(row.key());
        }
      }
      assertThat(keys).containsExactly(256L, -1L);
      assertThat(store.floor(NAMES, 300L).orElseThrow().value()).isEqualTo("b");
      assertThat(store.floor(NAMES, 1L)).isEmpty();
    }
  }

  @Test
  void changesNothingWithoutAWrite() throws Exception {
    try (Store store = open();
        Batch batch = store.batch()) {
      batch.put(NAMES, 1L, "one");
      assertThat(store.has(NAMES, 1L)).isFalse();
    }
  }

  @Test
  void snapshotSeesItsMoment() throws Exception {
    try (Store store = open()) {
      put(store, 1, "old");
      try (StoreSnapshot snapshot = store.snapshot()) {
        put(store, 1, "new");
        assertThat(snapshot.get(NAMES, 1L)).contains("old");
        assertThat(store.get(NAMES, 1L)).contains("new");
      }
    }
  }

  @Test
  void backsUpWhileOpen() throws Exception {
    Path copy = folder.resolve("copy");
    try (Store store = open()) {
      put(store, 1, "one");
      store.backup(copy);
      put(store, 1, "changed");
    }
    try (Store store = Store.open(copy, "main", "solonet", List.of(NAMES, BULK), SMALL)) {
      assertThat(store.get(NAMES, 1L)).contains("one");
    }
  }

  @Test
  void refusesASecondOwnerAndNamesTheFirst() throws Exception {
    try (Store store = open()) {
      assertThat(store.freeBytes()).isPositive();
      assertThatThrownBy(this::open)
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED))
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void opensOverTheLockFileOfADeadProcess() throws Exception {
    open().close();
    Files.writeString(folder.resolve("s").resolve(StoreLock.FILE), "process 1 started never\n");
    open().close();
  }

  @Test
  void refusesOtherStoresAndLeavesThemAsTheyAre() throws Exception {
    open().close();
    Path format = folder.resolve("s").resolve(StoreFormat.FILE);
    expectRefusal(format, "bystack-store 2\nchain main\nnetwork solonet\n", Reason.NEWER);
    expectRefusal(format, "bystack-store 1\nchain side\nnetwork solonet\n", Reason.OTHER_CHAIN);
    expectRefusal(format, "bystack-store 1\nchain main\nnetwork mainnet\n", Reason.OTHER_CHAIN);
    expectRefusal(format, "bystack-store x\nchain main\nnetwork solonet\n", Reason.UNKNOWN);
    expectRefusal(format, "something\n", Reason.UNKNOWN);
  }

  private void expectRefusal(Path format, String text, Reason reason) throws Exception {
    Files.writeString(format, text);
    Map<Path, Long> before = times();
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    assertThat(times()).isEqualTo(before);
  }

  private Map<Path, Long> times() throws IOException {
    Map<Path, Long> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve("s"))) {
      for (Path file : files.toList()) {
        if (!file.endsWith(StoreLock.FILE) && Files.isRegularFile(file)) {
          times.put(file, Files.getLastModifiedTime(file).toMillis() + Files.size(file));
        }
      }
    }
    return times;
  }

  @Test
  void refusesAFolderThatIsNoStore() throws Exception {
    Files.createDirectories(folder.resolve("s"));
    Files.writeString(folder.resolve("s").resolve("letter.txt"), "dear");
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN));
  }

  @Test
  void saysThatADatabaseIsDamaged() throws Exception {
    try (Store store = open()) {
      put(store, 1, "one");
      store.flush();
    }
    Path db = folder.resolve("s").resolve("db");
    Files.writeString(db.resolve("CURRENT"), "MANIFEST-999999\n");
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
  }
}
