package io.bystack.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.store.StoreException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was acknowledged is there, or the store does not open and is left as it is. */
final class StoreDamageTest {
  private static final Table<Long, String> NAMES =
      new Table<>("names", Codecs.U64, Codecs.TEXT, "names by number");
  private static final Table<Long, String> BULK =
      new Table<>("bulk", Codecs.U64, Codecs.TEXT, "long texts by number", Table.Shape.BULK);
  private static final int ROWS = 20;
  private static final int CHANGES = 2 * ROWS;

  @TempDir Path folder;

  private Store open(SyncMode sync) throws StoreException {
    StoreOptions options = new StoreOptions(8 << 20, 4 << 20, sync, FailPoints.NONE);
    return Store.open(folder.resolve("s"), "main", "solonet", List.of(NAMES, BULK), options);
  }

  private Store open() throws StoreException {
    return open(SyncMode.EVERY_WRITE);
  }

  private static void put(Store store, long key) {
    try (Batch batch = store.batch()) {
      batch.put(NAMES, key, "name " + key);
      batch.put(BULK, key, ("text " + key).repeat(250));
      store.write(batch);
    }
  }

  private static void fill(Store store) {
    for (long key = 0; key < ROWS; key++) {
      put(store, key);
    }
  }

  private static long rows(Store store) {
    long rows = 0;
    try (Scan<Long, String> scan = store.scan(NAMES, null)) {
      for (var row = scan.next(); row != null; row = scan.next()) {
        assertThat(row.key()).isEqualTo(rows);
        assertThat(store.get(BULK, rows)).contains(("text " + rows).repeat(250));
        rows++;
      }
    }
    return rows;
  }

  private Path db() {
    return folder.resolve("s").resolve("db");
  }

  /** The files of the database with an ending, the oldest first. */
  private List<Path> files(String pattern) throws IOException {
    try (Stream<Path> all = Files.list(db())) {
      return all.filter(f -> f.getFileName().toString().matches(pattern)).sorted().toList();
    }
  }

  private Path log() throws IOException {
    return files("\\d+\\.log").getLast();
  }

  /** Everything but the note of who has the store open. */
  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder.resolve("s"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith(StoreLock.FILE)) {
          contents.put(file.toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    }
    return contents;
  }

  private void refuses(String reason) throws IOException {
    Map<String, String> before = contents();
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED))
        .hasMessageContaining(reason);
    assertThat(contents()).as("left as it was").isEqualTo(before);
  }

  private static void flip(Path file, int offset) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      bytes[offset] ^= 0x40;
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void shorten(Path file, int length) throws IOException {
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
  }

  @ParameterizedTest
  @EnumSource(SyncMode.class)
  void aFlippedByteAnywhereInTheLogIsNoticed(SyncMode sync) throws Exception {
    try (Store store = open(sync)) {
      fill(store);
    }
    Path log = log();
    int length = (int) Files.size(log);
    assertThat(length).as("more than one block").isGreaterThan(32 << 10);
    for (int at = 0; at < length; at += at < 8 ? 1 : at > length - 700 ? 23 : 509) {
      flip(log, at);
      refuses(" is damaged: ");
      flip(log, at);
    }
    try (Store store = open(sync)) {
      assertThat(rows(store)).isEqualTo(ROWS);
    }
  }

  @Test
  void aRecordThatWasBeingWrittenIsLeftOutWithoutAWord() throws Exception {
    Path mark = db().resolve(DurableMark.FILE);
    int before;
    byte[] markBefore;
    try (Store store = open()) {
      fill(store);
      before = (int) Files.size(log());
      markBefore = Files.readAllBytes(mark);
      put(store, ROWS);
    }
    Path log = log();
    byte[] whole = Files.readAllBytes(log);
    Map<Path, byte[]> rest = others(log);
    for (int cut = before; cut < whole.length; cut += 97) {
      restore(rest);
      Files.write(log, Arrays.copyOf(whole, cut));
      Files.write(mark, markBefore);
      try (Store store = open()) {
        assertThat(rows(store)).as("cut at " + cut).isEqualTo(ROWS);
      }
    }
    // Some file systems leave zeros where data had no time to come.
    restore(rest);
    Files.write(log, Arrays.copyOf(Arrays.copyOf(whole, before + 300), whole.length + 9000));
    Files.write(mark, markBefore);
    try (Store store = open()) {
      assertThat(rows(store)).isEqualTo(ROWS);
      put(store, ROWS);
    }
    try (Store store = open()) {
      assertThat(rows(store)).isEqualTo(ROWS + 1);
    }
  }

  @Test
  void pagesOfALongRecordThatWasBeingWrittenMayBeMissing() throws Exception {
    Path mark = db().resolve(DurableMark.FILE);
    int before;
    byte[] markBefore;
    byte[] markAfter;
    try (Store store = open()) {
      fill(store);
      before = (int) Files.size(log());
      markBefore = Files.readAllBytes(mark);
      try (Batch batch = store.batch()) {
        batch.put(BULK, (long) ROWS, "long text".repeat(20_000));
        store.write(batch);
      }
      markAfter = Files.readAllBytes(mark);
    }
    Path log = log();
    byte[] whole = Files.readAllBytes(log);
    assertThat(whole.length - before).as("several blocks").isGreaterThan(4 * (32 << 10));
    Map<Path, byte[]> rest = others(log);
    for (int from = before; from < whole.length; from += 13_001) {
      byte[] holed = whole.clone();
      Arrays.fill(holed, from, Math.min(whole.length, from + 4096), (byte) 0);
      restore(rest);
      Files.write(log, holed);
      Files.write(mark, markAfter);
      refuses(" is damaged at byte ");
      Files.write(mark, markBefore);
      try (Store store = open()) {
        assertThat(rows(store)).as("hole at " + from).isEqualTo(ROWS);
      }
    }
  }

  private Map<Path, byte[]> others(Path log) throws IOException {
    Map<Path, byte[]> others = new TreeMap<>();
    for (Path file : files(".*")) {
      if (!file.equals(log)) {
        others.put(file, Files.readAllBytes(file));
      }
    }
    return others;
  }

  private void restore(Map<Path, byte[]> files) throws IOException {
    for (Path file : files(".*")) {
      Files.delete(file);
    }
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
  }

  @Test
  void anAcknowledgedChangeThatIsMissingAtTheEndIsNoticed() throws Exception {
    try (Store store = open()) {
      fill(store);
    }
    Path log = log();
    byte[] whole = Files.readAllBytes(log);
    shorten(log, whole.length - 1);
    refuses("its last change is 38, and 40 had been written");
    shorten(log, 0);
    refuses("its last change is 0, and 40 had been written");
    Files.delete(log);
    refuses("its last change is 0, and 40 had been written");
    Files.write(log, whole);
    try (Store store = open()) {
      assertThat(rows(store)).isEqualTo(ROWS);
    }
  }

  @Test
  void aHoleBetweenLogsIsNoticed() throws Exception {
    int third;
    int fourth;
    try (Store store = open()) {
      put(store, 0);
      put(store, 1);
      third = (int) Files.size(log());
      put(store, 2);
      fourth = (int) Files.size(log());
      put(store, 3);
    }
    Path log = log();
    byte[] whole = Files.readAllBytes(log);
    Path later = log.resolveSibling("000900.log");
    Files.write(log, Arrays.copyOf(whole, third));
    Files.write(later, Arrays.copyOfRange(whole, fourth, whole.length));
    refuses("000900.log has change 7 at byte 0, after 4");

    Files.write(later, Arrays.copyOfRange(whole, third, whole.length));
    try (Store store = open()) {
      assertThat(rows(store)).isEqualTo(4);
    }
  }

  @Test
  void dataWithoutTheListOfItsFilesIsNotTakenForANewStore() throws Exception {
    try (Store store = open()) {
      fill(store);
    }
    Path current = db().resolve("CURRENT");
    String name = Files.readString(current);
    Files.delete(current);
    refuses("the list of its files is missing");
    Files.writeString(current, "MANIFEST-999999\n");
    refuses("the list of its files is missing");
    Files.writeString(current, "\u0000\u0000\u0000");
    refuses("the list of its files is missing");
    Files.writeString(current, name);
    Path list = db().resolve(name.strip());
    byte[] whole = Files.readAllBytes(list);
    Files.delete(list);
    refuses("the list of its files is missing");
    Files.write(list, whole);
    flip(list, whole.length / 3);
    refuses(" is damaged at byte ");
  }

  @Test
  void aFlippedByteInTheListOfFilesLosesNothing() throws Exception {
    try (Store store = open()) {
      fill(store);
      store.flush();
      put(store, ROWS);
    }
    Path list = files("MANIFEST-\\d+").getLast();
    Map<Path, byte[]> all = others(Path.of("none"));
    int length = (int) Files.size(list);
    for (int at = 0; at < length; at += 23) {
      restore(all);
      flip(list, at);
      try (Store store = open()) {
        assertThat(rows(store)).as("flipped " + at).isEqualTo(ROWS + 1);
      } catch (StoreException e) {
        assertThat(e.reason())
            .as("flipped " + at + ": " + e.getMessage())
            .isEqualTo(Reason.DAMAGED);
      }
    }
  }

  @Test
  void aDamagedDataFileIsNoticed() throws Exception {
    try (Store store = open()) {
      fill(store);
      store.flush();
    }
    for (Path file : files("\\d+\\.(sst|blob)")) {
      byte[] whole = Files.readAllBytes(file);
      Files.delete(file);
      assertDamaged(file + " is missing");
      Files.write(file, Arrays.copyOf(whole, whole.length - 10));
      assertDamaged(file + " is too short");
      Files.write(file, whole);
      flip(file, 50);
      assertDamaged(file + " has a flipped byte");
      Files.write(file, whole);
    }
    try (Store store = open()) {
      assertThat(rows(store)).isEqualTo(ROWS);
      store.verify((_, _) -> {});
    }
  }

  /** Either the store does not open, or reading what is damaged fails. */
  private void assertDamaged(String what) {
    try (Store store = open()) {
      assertThatThrownBy(() -> store.verify((_, _) -> {}))
          .as(what)
          .isInstanceOfSatisfying(
              StoreFailure.class, e -> assertThat(e.isDamage()).as(what).isTrue());
    } catch (StoreException e) {
      assertThat(e.reason()).as(what + ": " + e.getMessage()).isEqualTo(Reason.DAMAGED);
    }
  }

  @Test
  void knowsHowFarTheChangesGo() throws Exception {
    try (Store store = open()) {
      fill(store);
    }
    assertThat(LogCheck.of(db()).reached()).isEqualTo(CHANGES);
    try (Store store = open()) {
      store.flush();
      put(store, ROWS);
      store.flush();
    }
    Files.delete(log());
    LogCheck.Finding inFiles = LogCheck.of(db());
    assertThat(inFiles.damage()).isEmpty();
    assertThat(inFiles.reached()).isEqualTo(CHANGES + 2);
  }

  @Test
  void beginsAgainWhereAKillLeftAnEmptyDatabase() throws Exception {
    open().close();
    for (Path file : files("CURRENT|.*\\.log|.*\\.sst")) {
      Files.delete(file);
    }
    try (Store store = open()) {
      fill(store);
      assertThat(rows(store)).isEqualTo(ROWS);
    }
  }

  @Test
  void repairCutsBackToTheLastWholeChangeAndKeepsTheRest() throws Exception {
    try (Store store = open()) {
      fill(store);
    }
    Path log = log();
    byte[] whole = Files.readAllBytes(log);
    flip(log, whole.length / 2);
    byte[] damaged = Files.readAllBytes(log);
    Path aside = folder.resolve("aside");
    Map<String, String> before = contents();
    long changes;
    try (StoreRepair repair = StoreRepair.begin(folder.resolve("s"), "main", "solonet")) {
      assertThat(repair.damage()).get().asString().contains(log.getFileName() + " is damaged at");
      assertThat(contents()).as("not yet touched").isEqualTo(before);
      changes = repair.loss().orElseThrow().changes();
      assertThat(changes).isBetween(18L, 22L).isEven();
      assertThat(repair.loss().orElseThrow().logBytes())
          .isBetween(whole.length / 2L, whole.length / 2L + 2000);
      assertThatThrownBy(this::open)
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED));
      repair.cut(aside);
    }
    assertThat(Files.readAllBytes(aside.resolve(log.getFileName()))).isEqualTo(damaged);
    assertThat(aside.resolve(DurableMark.FILE)).exists();
    long left = ROWS - changes / 2;
    try (Store store = open()) {
      assertThat(rows(store)).isEqualTo(left);
      put(store, left);
    }
    try (Store store = open()) {
      assertThat(rows(store)).isEqualTo(left + 1);
    }
  }

  @Test
  void repairFindsNothingInAWholeStoreAndSaysWhatItCannotMend() throws Exception {
    try (Store store = open()) {
      fill(store);
    }
    try (StoreRepair repair = StoreRepair.begin(folder.resolve("s"), "main", "solonet")) {
      assertThat(repair.damage()).isEmpty();
      assertThat(repair.loss()).isEmpty();
    }
    Files.delete(db().resolve("CURRENT"));
    try (StoreRepair repair = StoreRepair.begin(folder.resolve("s"), "main", "solonet")) {
      assertThat(repair.damage()).contains("the list of its files is missing");
      assertThat(repair.loss()).isEmpty();
      assertThatThrownBy(() -> repair.cut(folder.resolve("aside")))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> StoreRepair.begin(folder.resolve("s"), "main", "mainnet"))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_CHAIN));
    assertThatThrownBy(() -> StoreRepair.begin(folder.resolve("nowhere"), "main", "solonet"))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN));
  }
}
