package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import io.bystack.core.p2p.message.LaneMessage;
import io.bystack.core.p2p.message.LaneMessage.BlockTransactions;
import io.bystack.core.p2p.message.LaneMessage.Bodies;
import io.bystack.core.p2p.message.LaneMessage.GetBlockTransactions;
import io.bystack.core.p2p.message.LaneMessage.GetBodies;
import io.bystack.core.p2p.message.LaneMessage.GetHeaderRange;
import io.bystack.core.p2p.message.LaneMessage.GetTransactions;
import io.bystack.core.p2p.message.LaneMessage.HeaderRange;
import io.bystack.core.p2p.message.LaneMessage.PoolTransactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers what peers ask on the fast lane. Every question has an answer, if need be an empty one,
 * so that nobody waits for nothing.
 */
final class LaneResponder {
  /** An answer ends before it would have more bytes than this, but holds one thing at least. */
  static final int MAX_ANSWER = 4 << 20;

  private final ChainAccess chain;

  LaneResponder(ChainAccess chain) {
    this.chain = chain;
  }

  HeaderRange headers(GetHeaderRange asked) {
    BlockTree tree = chain.tree();
    Optional<BlockRef> stop = tree.find(asked.stop()).filter(tree::onMainChain);
    List<Bytes> headers = new ArrayList<>();
    if (stop.isPresent()) {
      long first = Locator.start(asked.locator(), tree).height() + 1;
      long last = Math.min(stop.get().height(), first + LaneMessage.MAX_HEADERS - 1);
      long bytes = 0;
      for (long height = first; height <= last && bytes < MAX_ANSWER; height++) {
        Bytes header = tree.header(tree.mainChainAt(height).orElseThrow()).raw();
        headers.add(header);
        bytes += header.length();
      }
    }
    return new HeaderRange(headers);
  }

  Bodies bodies(GetBodies asked) {
    List<Bytes> blocks = new ArrayList<>();
    long bytes = 0;
    for (Hash hash : asked.blocks()) {
      Optional<Bytes> block = chain.tree().find(hash).flatMap(chain::body).map(Block::raw);
      bytes += block.map(Bytes::length).orElse(0);
      if (block.isEmpty() || (bytes > MAX_ANSWER && !blocks.isEmpty())) {
        break;
      }
      blocks.add(block.get());
    }
    return new Bodies(asked.request(), blocks);
  }

  BlockTransactions blockTransactions(GetBlockTransactions asked) {
    List<Transaction> all =
        chain
            .tree()
            .find(asked.block())
            .flatMap(chain::body)
            .map(Block::transactions)
            .orElse(List.of());
    List<Bytes> found = new ArrayList<>();
    long bytes = 0;
    for (int place : asked.places()) {
      if (place >= all.size() || bytes > LaneMessage.CHUNK * 16L) {
        return new BlockTransactions(asked.block(), List.of());
      }
      found.add(all.get(place).raw());
      bytes += all.get(place).serializedSize();
    }
    return new BlockTransactions(asked.block(), found);
  }

  PoolTransactions transactions(GetTransactions asked, PeerState peer) {
    List<Bytes> found = new ArrayList<>();
    long bytes = 0;
    for (Hash id : asked.ids()) {
      Optional<Transaction> transaction = chain.waiting(id);
      if (transaction.isPresent() && bytes < MAX_ANSWER) {
        peer.transactions().add(id);
        found.add(transaction.get().raw());
        bytes += transaction.get().serializedSize();
      }
    }
    return new PoolTransactions(found);
  }
}
