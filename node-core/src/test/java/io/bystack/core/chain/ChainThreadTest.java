package io.bystack.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.store.StoreFailure;
import java.util.ArrayList;
import java.util.List;
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
    CountDownLatch last = new CountDownLatch(1);
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
      assertThatThrownBy(() -> thread.call(() -> 1)).isInstanceOf(RejectedExecutionException.class);
      // Those with limits of their own still get their turn: peers' blocks, slots, templates.
      thread.own().execute(last::countDown);
      gate.complete(null);
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aFailureNobodyHeardOfIsToldToWhoListensLater() throws Exception {
    StoreFailure failure = new StoreFailure("no room");
    try (ChainThread thread = new ChainThread("test")) {
      thread.execute(() -> {
        throw failure;
      });
      thread.call(() -> 1).join();
      List<Throwable> heard = new ArrayList<>();
      thread.onFailure(heard::add);
      assertThat(heard).containsExactly(failure);
      thread.execute(() -> {
        throw new IllegalStateException("a bug in a task");
      });
      thread.call(() -> 1).join();
      assertThat(heard).as("no reason to stop the chain").hasSize(1);
      assertThat(thread.failures()).isEqualTo(2);
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
