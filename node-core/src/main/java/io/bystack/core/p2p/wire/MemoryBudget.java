package io.bystack.core.p2p.wire;

import java.util.concurrent.atomic.AtomicLong;

/** A number of bytes that many users take from and give back to. Thread-safe. */
public final class MemoryBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  public MemoryBudget(long limit) {
    this.limit = limit;
  }

  /** Takes that many bytes, or none and says false. */
  public boolean take(long bytes) {
    if (used.addAndGet(bytes) <= limit) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  public void give(long bytes) {
    used.addAndGet(-bytes);
  }

  public long used() {
    return used.get();
  }
}
