package io.bystack.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.store.StoreFailure;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PeerThreadTest {
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  private boolean told(Throwable failure) {
    failures.add(failure);
    return true;
  }

  @Test
  void tellsOfEveryFailureAndGoesOn() throws Exception {
    PeerThread thread = new PeerThread("test", this::told);
    StoreFailure failure = new StoreFailure("damaged row");
    CountDownLatch last = new CountDownLatch(1);
    thread.execute(() -> {
      throw failure;
    });
    var _ =
        thread.schedule(
            () -> {
              throw new AssertionError("later");
            },
            1,
            TimeUnit.MILLISECONDS);
    var _ = thread.schedule(last::countDown, 2, TimeUnit.MILLISECONDS);
    assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(failures).hasSize(2).contains(failure);
    thread.shutdownNow();
  }

  @Test
  void dropsWhatComesAfterItsEnd() {
    PeerThread thread = new PeerThread("test", this::told);
    thread.shutdownNow();
    thread.execute(() -> failures.add(new IllegalStateException("it ran")));
    assertThat(failures).isEmpty();
  }
}
