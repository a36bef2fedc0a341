package io.bystack.dpos.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Carries messages between nodes late, twice, or not at all. */
final class SimNetwork {
  private final VirtualTime time;
  private final Random random;
  private final List<SimNode> nodes = new ArrayList<>();
  private double loss;
  private double duplication;
  private int maxDelayMs = 50;
  // Nodes on different sides do not hear each other; all zero without a partition.
  private int[] side = new int[0];

  SimNetwork(VirtualTime time, Random random) {
    this.time = time;
    this.random = random;
  }

  void add(SimNode node) {
    nodes.add(node);
    side = new int[nodes.size()];
  }

  List<SimNode> nodes() {
    return nodes;
  }

  void quality(double lossRate, double duplicationRate, int delayMs) {
    this.loss = lossRate;
    this.duplication = duplicationRate;
    this.maxDelayMs = delayMs;
  }

  void partition(int[] sides) {
    this.side = sides;
  }

  void heal() {
    this.side = new int[nodes.size()];
  }

  void broadcast(SimNode from, SimMessage message) {
    for (SimNode to : nodes) {
      if (to.index() != from.index()) {
        send(from, to, message);
      }
    }
  }

  void send(SimNode from, SimNode to, SimMessage message) {
    if (random.nextDouble() < loss) {
      return;
    }
    deliver(from, to, message);
    if (random.nextDouble() < duplication) {
      deliver(from, to, message);
    }
  }

  private void deliver(SimNode from, SimNode to, SimMessage message) {
    long at = time.now() + 1 + random.nextInt(maxDelayMs);
    time.at(
        at,
        () -> {
          if (side[from.index()] == side[to.index()]) {
            to.receive(from, message);
          }
        });
  }
}
