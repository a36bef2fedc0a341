package io.bystack.pow.engine;

import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import io.bystack.pow.engine.Forge.Coin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Random trees of blocks with transactions; some break the rules of the unspent outputs. */
final class BlockTreeMaker {
  /** A block of the tree with what can be spent behind it. */
  private record Node(Block block, List<Coin> coins, List<Coin> spent, boolean valid) {}

  private final RandomGenerator random;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Hash, Boolean> validity = new HashMap<>();
  private Node highest;
  private long salt;

  BlockTreeMaker(Forge forge, RandomGenerator random) {
    this.random = random;
    Node root = new Node(forge.genesis(), forge.coins(), List.of(), true);
    nodes.add(root);
    highest = root;
  }

  /**
   * Grows the tree: mostly at its tips, now and then far below, up to a depth of forks; then the
   * highest valid branch is made the only highest one.
   */
  void grow(int blocks, int depth) {
    for (int i = 0; i < blocks; i++) {
      add(parent(depth));
    }
    long top = nodes.stream().mapToLong(n -> n.block().height()).max().orElseThrow();
    while (highest.block().height() <= top) {
      add(highest, false);
    }
  }

  private Node parent(int depth) {
    if (random.nextInt(3) > 0) {
      return nodes.getLast();
    }
    List<Node> near =
        nodes.stream().filter(n -> n.block().height() + depth >= highest.block().height()).toList();
    return near.get(random.nextInt(near.size()));
  }

  private void add(Node parent) {
    add(parent, random.nextInt(20) == 0 && !parent.spent().isEmpty());
  }

  private void add(Node parent, boolean breakRules) {
    List<Coin> coins = new ArrayList<>(parent.coins());
    List<Coin> spent = new ArrayList<>(parent.spent());
    List<Transaction> transactions = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count && !coins.isEmpty(); i++) {
      Coin coin = coins.remove(random.nextInt(coins.size()));
      transactions.add(spend(coin, coins));
      spent.add(coin);
    }
    if (breakRules) {
      transactions.add(spend(spent.get(random.nextInt(spent.size())), coins));
    }
    Block block =
        Forge.child(parent.block(), transactions, ++salt, Forge.FEE * transactions.size());
    Node node = new Node(block, coins, spent, parent.valid() && !breakRules);
    nodes.add(node);
    validity.put(block.hash(), node.valid());
    if (node.valid() && block.height() > highest.block().height()) {
      highest = node;
    }
  }

  private Transaction spend(Coin coin, List<Coin> coins) {
    Transaction transaction = Forge.spend(List.of(coin), 1 + random.nextInt(3), Forge.FEE);
    coins.addAll(Forge.coins(transaction));
    return transaction;
  }

  /** All blocks but genesis, parents before children. */
  List<Block> blocks() {
    return nodes.stream().skip(1).map(Node::block).toList();
  }

  Block winner() {
    return highest.block();
  }

  /** The winning chain without genesis, lowest first. */
  List<Block> winningChain() {
    return chainTo(highest.block().hash());
  }

  /** The blocks up to one of the tree, without genesis, lowest first. */
  List<Block> chainTo(Hash tip) {
    Map<Hash, Block> byHash = new HashMap<>();
    nodes.forEach(n -> byHash.put(n.block().hash(), n.block()));
    List<Block> chain = new ArrayList<>();
    Block at = byHash.get(tip);
    while (at.height() > 0) {
      chain.add(at);
      at = byHash.get(at.header().previous());
    }
    return chain.reversed();
  }

  boolean isValid(Hash block) {
    return validity.getOrDefault(block, true);
  }

  /** All transactions of the tree but first ones. */
  List<Transaction> transactions() {
    return blocks().stream().flatMap(b -> b.transactions().stream().skip(1)).distinct().toList();
  }
}
