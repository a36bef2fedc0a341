package io.bystack.dpos.sim;

import io.bystack.core.crypto.KeyException;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.crypto.XPub;
import io.bystack.core.store.StoreException;
import io.bystack.dpos.DposNetwork;
import io.bystack.dpos.DposParameters;
import io.bystack.dpos.Federation;
import io.bystack.dpos.ForkHeights;
import io.bystack.dpos.RoundRules;
import io.bystack.dpos.Slots;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A network of producers under faults that all come from one seed: loss, delay, duplication, a
 * partition, wrong clocks, crashes with and without the loss of the block store, one key on two
 * machines, and byzantine producers up to a third. Then everything is healed.
 */
final class Simulation implements AutoCloseable {
  private static final long GENESIS = 1_700_000_000_000L;
  private static final long HEAL_AFTER_MS = 24_000;
  private static final long SLACK_MS = 2_500;
  private static final RoundRules ROUND = new RoundRules(40, 4, 10, 500, 2_000);

  private final long seed;
  private final Random random;
  private final VirtualTime time = new VirtualTime(GENESIS + 1_000);
  private final SimNetwork network;
  private final SimLedger ledger;
  private final SimNode.World world;
  private final List<XPrv> keys = new ArrayList<>();

  Simulation(long seed, int producers, Path folder) throws KeyException, StoreException {
    this.seed = seed;
    this.random = new Random(seed);
    this.network = new SimNetwork(time, random);
    this.ledger = new SimLedger(seed);
    List<XPub> members = new ArrayList<>();
    for (int i = 0; i < producers; i++) {
      XPrv root = XPrv.root(ByteBuffer.allocate(16).putLong(seed).putLong(i).array());
      members.add(root.xpub());
      keys.add(root.derive(Federation.CONSENSUS_PATH));
    }
    Federation federation = new Federation(members, 1);
    this.world = new SimNode.World(time, network, ledger, chain(), federation, folder);
    addNodes(producers);
  }

  private static DposNetwork chain() {
    DposParameters solonet = DposNetwork.solonet().parameters();
    return DposNetwork.own("sim", GENESIS)
        .withParameters(
            new DposParameters(
                ROUND,
                solonet.gas(),
                solonet.stake(),
                solonet.coinbase(),
                new ForkHeights(0, 0, ForkHeights.NEVER, 0)));
  }

  /**
   * The last nodes are the faulty ones: byzantine, and instead of one of them a key in two places.
   */
  private void addNodes(int producers) throws StoreException {
    int faulty = random.nextInt((producers - 1) / 3 + 1);
    boolean twice = faulty > 0 && random.nextInt(3) == 0;
    int byzantine = faulty - (twice ? 1 : 0);
    for (int i = 0; i < producers; i++) {
      boolean shared = twice && i == producers - faulty;
      SimNode.Identity identity =
          new SimNode.Identity(i, keys.get(i), random.nextInt(801) - 400, !shared);
      boolean evil = i >= producers - byzantine;
      add(evil ? new ByzantineNode(world, identity, random) : new SimNode(world, identity));
    }
    if (twice) {
      add(
          new SimNode(
              world, new SimNode.Identity(producers, keys.get(producers - faulty), 0, false)));
    }
  }

  private void add(SimNode node) throws StoreException {
    network.add(node);
    node.start();
  }

  /** Faults, healing, and the wait in which irreversibility must resume. */
  void run() {
    network.quality(random.nextDouble() * 0.2, random.nextDouble() * 0.2, 20 + random.nextInt(280));
    schedulePartition();
    int crashes = random.nextInt(network.nodes().size());
    for (int i = 0; i < crashes; i++) {
      scheduleCrash();
    }
    long heal = time.now() + HEAL_AFTER_MS;
    time.runTo(heal);
    network.heal();
    network.quality(0.02, 0.02, 100);
    time.runTo(twoHonestTurnsAfter(heal));
    network.nodes().stream().filter(SimNode::honest).forEach(n -> requireFinalAfter(heal, n));
  }

  private void schedulePartition() {
    int[] sides = new int[network.nodes().size()];
    for (int i = 0; i < sides.length; i++) {
      sides[i] = random.nextInt(2);
    }
    long begin = time.now() + 2_000 + random.nextInt(8_000);
    time.at(begin, () -> network.partition(sides));
    time.at(begin + random.nextInt(12_000), network::heal);
  }

  private void scheduleCrash() {
    SimNode node = network.nodes().get(random.nextInt(network.nodes().size()));
    boolean lose = random.nextInt(3) == 0;
    long at = time.now() + 2_000 + random.nextInt(12_000);
    long back = at + 500 + random.nextInt(8_000);
    time.at(
        at,
        () -> {
          if (node.isUp()) {
            node.crash(lose);
            time.at(back, () -> restart(node));
          }
        });
  }

  private void restart(SimNode node) {
    try {
      node.start();
    } catch (StoreException e) {
      throw new IllegalStateException("seed " + seed, e);
    }
  }

  /** The end of the second whole turn of an honest producer after a time. */
  private long twoHonestTurnsAfter(long from) {
    SimNode witness = network.nodes().getFirst();
    Slots slots = witness.rules().view().slotsAfter(witness.engine.best());
    long turn = ROUND.blocksEachNode() * ROUND.blockIntervalMs();
    int producers = keys.size();
    long begin = from + Math.floorMod(slots.start() - from, turn);
    int turns = 0;
    while (turns < 2) {
      SimNode leader = network.nodes().get(slots.order(begin, producers));
      turns += leader.honest() && leader.identity.exclusiveKey() ? 1 : 0;
      begin += turn;
    }
    return begin + SLACK_MS;
  }

  private void requireFinalAfter(long heal, SimNode node) {
    if (node.finalBlock().timestamp() <= heal) {
      throw new AssertionError(
          "seed %d: node %d has best %s and irreversible %s, %d ms after healing"
              .formatted(
                  seed, node.index(), node.engine.best(), node.finalBlock(), time.now() - heal));
    }
  }

  int irreversibleHeights() {
    return ledger.irreversibleHeights();
  }

  @Override
  public void close() {
    network.nodes().forEach(SimNode::shutDown);
  }
}
