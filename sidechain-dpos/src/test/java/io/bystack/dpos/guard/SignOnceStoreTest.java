package io.bystack.dpos.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.dpos.guard.SignOnceException.Problem;
import io.bystack.dpos.guard.SigningRecord.Allowed;
import io.bystack.dpos.guard.SigningRecord.Reason;
import io.bystack.dpos.guard.SigningRecord.Refused;
import io.bystack.dpos.guard.SigningRecord.Signed;
import io.bystack.dpos.guard.SigningRecord.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignOnceStoreTest {
  private static final Hash CHAIN = new Hash(1, 2, 3, 4);
  private static final Bytes KEY = Bytes.wrap(new byte[64]);
  private static final Hash A = new Hash(0, 0, 0, 10);
  private static final Hash B = new Hash(0, 0, 0, 11);

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("guard/sign-once");
  }

  private SignOnceStore fresh() throws Exception {
    return SignOnceStore.create(path(), SigningRecord.fresh(CHAIN, KEY));
  }

  private static void assertRefused(Verdict verdict, Reason reason) {
    assertThat(verdict)
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }

  @Test
  void signsEachHeightOnceAndTheSameBlockAgain() throws Exception {
    try (SignOnceStore store = fresh()) {
      assertThat(store.reserve(5, A)).isInstanceOf(Allowed.class);
      assertThat(store.reserve(5, A)).isInstanceOf(Allowed.class);
      assertRefused(store.reserve(5, B), Reason.HEIGHT_USED);
      assertRefused(store.reserve(4, A), Reason.BELOW_LAST);
      assertThat(store.reserve(6, B)).isInstanceOf(Allowed.class);
    }
  }

  @Test
  void makesTheFoldersItNeeds() throws Exception {
    Path deep = folder.resolve("a/b/c/sign-once");
    SignOnceStore.create(deep, SigningRecord.fresh(CHAIN, KEY)).close();
    try (SignOnceStore store = SignOnceStore.open(deep)) {
      assertThat(store.record().last()).isEmpty();
    }
  }

  @Test
  void remembersAcrossReopening() throws Exception {
    try (SignOnceStore store = fresh()) {
      for (long h = 1; h <= 7; h++) {
        assertThat(store.reserve(h, A)).isInstanceOf(Allowed.class);
      }
    }
    try (SignOnceStore store = SignOnceStore.open(path(), CHAIN, KEY)) {
      assertThat(store.record().last()).contains(new Signed(7, Optional.of(A)));
      assertRefused(store.reserve(7, B), Reason.HEIGHT_USED);
    }
  }

  @Test
  void survivesATornWriteOfEitherCopy() throws Exception {
    try (SignOnceStore store = fresh()) {
      store.reserve(8, A);
      store.reserve(9, A);
    }
    byte[] good = Files.readAllBytes(path());
    for (int copy = 0; copy < 2; copy++) {
      byte[] torn = good.clone();
      torn[copy * RecordSlot.SIZE + 130] ^= 0x55;
      Files.write(path(), torn);
      try (SignOnceStore store = SignOnceStore.open(path(), CHAIN, KEY)) {
        assertThat(store.record().last().orElseThrow().height()).isGreaterThanOrEqualTo(8);
      }
    }
  }

  @Test
  void refusesAFileItCannotReadAndRepairsItWithAFloor() throws Exception {
    try (SignOnceStore store = fresh()) {
      store.reserve(9, A);
    }
    Files.write(path(), new byte[40]);
    assertThatThrownBy(() -> SignOnceStore.open(path(), CHAIN, KEY))
        .isInstanceOfSatisfying(
            SignOnceException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CORRUPT));
    try (SignOnceStore store = SignOnceStore.repair(path(), CHAIN, KEY, 20)) {
      assertRefused(store.reserve(20, A), Reason.HEIGHT_USED);
      assertThat(store.reserve(21, A)).isInstanceOf(Allowed.class);
    }
    assertThat(folder.resolve("guard/sign-once.broken")).exists();
  }

  @Test
  void repairNeverGoesBelowWhatCanBeRead() throws Exception {
    try (SignOnceStore store = fresh()) {
      store.reserve(30, A);
    }
    try (SignOnceStore store = SignOnceStore.repair(path(), CHAIN, KEY, 3)) {
      assertThat(store.record().last()).contains(new Signed(30, Optional.of(A)));
    }
  }

  @Test
  void exportThenImportKeepsTheHigherHeight() throws Exception {
    SigningRecord exported;
    try (SignOnceStore store = fresh()) {
      store.reserve(12, A);
      exported = RecordJson.parse(RecordJson.print(store.record()));
      store.reserve(15, B);
      assertThat(store.merge(exported)).isInstanceOf(Allowed.class);
      assertThat(store.record().last()).contains(new Signed(15, Optional.of(B)));
    }
    Path other = folder.resolve("other");
    try (SignOnceStore store = SignOnceStore.create(other, SigningRecord.fresh(CHAIN, KEY))) {
      store.reserve(12, B);
      store.merge(exported);
      assertRefused(store.reserve(12, A), Reason.HEIGHT_USED);
      assertRefused(store.reserve(12, B), Reason.HEIGHT_USED);
    }
  }

  @Test
  void refusesAnotherChainOrKey() throws Exception {
    try (SignOnceStore store = fresh()) {
      assertRefused(store.merge(SigningRecord.fresh(A, KEY).floor(9)), Reason.WRONG_CHAIN);
      byte[] key = new byte[64];
      key[0] = 1;
      assertRefused(
          store.merge(SigningRecord.fresh(CHAIN, Bytes.wrap(key)).floor(9)), Reason.WRONG_KEY);
    }
    assertThatThrownBy(() -> SignOnceStore.open(path(), A, KEY))
        .isInstanceOfSatisfying(
            SignOnceException.class, e -> assertThat(e.problem()).isEqualTo(Problem.FOREIGN));
  }

  @Test
  void isUsedByOneProcessOnlyAndNotMadeTwice() throws Exception {
    try (SignOnceStore store = fresh()) {
      store.reserve(1, A);
      assertThatThrownBy(() -> SignOnceStore.open(path(), CHAIN, KEY))
          .isInstanceOfSatisfying(
              SignOnceException.class, e -> assertThat(e.problem()).isEqualTo(Problem.IN_USE));
      assertThatThrownBy(this::fresh)
          .isInstanceOfSatisfying(
              SignOnceException.class, e -> assertThat(e.problem()).isEqualTo(Problem.EXISTS));
    }
    assertThatThrownBy(() -> SignOnceStore.open(folder.resolve("none"), CHAIN, KEY))
        .isInstanceOfSatisfying(
            SignOnceException.class, e -> assertThat(e.problem()).isEqualTo(Problem.MISSING));
  }
}
