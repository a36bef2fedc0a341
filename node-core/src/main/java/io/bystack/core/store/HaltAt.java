package io.bystack.core.store;

import java.util.concurrent.atomic.AtomicInteger;

/** Halts the process when a point is reached for the n-th time. */
final class HaltAt implements FailPoints {
  private final String point;
  private final AtomicInteger left;

  HaltAt(String point, int count) {
    this.point = point;
    this.left = new AtomicInteger(count);
  }

  @Override
  public void reached(String name) {
    if (name.equals(point) && left.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(EXIT_STATUS);
    }
  }
}
