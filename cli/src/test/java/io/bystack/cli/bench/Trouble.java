package io.bystack.cli.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Cuts connections and lets them stand still after amounts of data that a seed decides, so many
 * times. One relay at most stands still at a time.
 */
final class Trouble implements TcpRelay.Passage {
  private static final int LEAST_BYTES = 6_000;
  private static final int MORE_BYTES = 20_000;

  private final Random random;
  private final Map<TcpRelay, Integer> left = new HashMap<>();
  private final Consumer<TcpRelay> afterCut;
  private final CountDownLatch over;
  private int blows;

  Trouble(long seed, int blows, Consumer<TcpRelay> afterCut) {
    this.random = new Random(seed);
    this.blows = blows;
    this.afterCut = afterCut;
    this.over = new CountDownLatch(blows);
  }

  /** Opens when all that was to happen has happened. */
  CountDownLatch over() {
    return over;
  }

  @Override
  public void passed(TcpRelay relay, int bytes) {
    if (strikes(relay, bytes)) {
      relay.cut();
      afterCut.accept(relay);
    }
  }

  private synchronized boolean strikes(TcpRelay relay, int bytes) {
    int rest = left.computeIfAbsent(relay, _ -> amount()) - bytes;
    if (rest > 0 || blows == 0) {
      left.put(relay, rest);
      return false;
    }
    left.put(relay, amount());
    blows--;
    over.countDown();
    List<TcpRelay> all = new ArrayList<>(left.keySet());
    all.forEach(r -> r.stall(false));
    boolean stalls = blows > 0 && all.size() > 1 && random.nextInt(6) == 0;
    relay.stall(stalls);
    return !stalls;
  }

  private int amount() {
    return LEAST_BYTES + random.nextInt(MORE_BYTES);
  }
}
