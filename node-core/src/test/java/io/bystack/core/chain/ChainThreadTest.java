package io.bystack.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChainThreadTest {
  @Test
  void refusesTasksWhenTooManyWaitAndRunsThoseItTook() throws Exception {
    CompletableFuture<Void> gate = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(ChainThread.MAX_WAITING);
    try (ChainThread thread = new ChainThread("test")) {
      thread.execute(() -> {
        begun.countDown();
        gate.join();
      });
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < ChainThread.MAX_WAITING; i++) {
        thread.execute(done::countDown);
      }
      assertThatThrownBy(() -> thread.execute(done::countDown))
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessage("the thread of chain test is busy: 16384 tasks wait");
      gate.complete(null);
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void refusesTasksOnceClosed() {
    ChainThread thread = new ChainThread("test");
    thread.close();
    assertThatThrownBy(() -> thread.call(() -> 1))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("the thread of chain test is closed");
  }
}
