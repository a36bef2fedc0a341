package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.Transaction;
import io.bystack.core.p2p.message.LaneMessage;
import io.bystack.core.p2p.message.LaneMessage.BlockTransactions;
import io.bystack.core.p2p.message.LaneMessage.Bodies;
import io.bystack.core.p2p.message.LaneMessage.CompactBlock;
import io.bystack.core.p2p.message.LaneMessage.GetBlockTransactions;
import io.bystack.core.p2p.message.LaneMessage.GetBodies;
import io.bystack.core.p2p.net.Offence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * New blocks in short on the fast lane: header, coinbase and short ids. What our pool lacks is
 * asked for. If what comes out is not what the header commits to, or the chain refuses it, the
 * whole block is asked for: a short id that means another transaction here than there is nobody's
 * fault and condemns neither the peer nor the block.
 */
final class CompactRelay {
  /** Requests for bodies with numbers below 0 are ours. */
  private static final long WHOLE = -1;

  private static final int MAX_PENDING = 16;
  private static final int MAX_PENDING_PER_PEER = 4;
  private static final long PATIENCE_MILLIS = 3_000;

  private final ChainAccess chain;
  private final BlockRelay blocks;
  private final Map<Hash, Pending> pending = new LinkedHashMap<>();
  private final Counts counts = new Counts();

  /** A block that is being put together; {@code parts} has nulls where something is missing. */
  private static final class Pending {
    final PeerState peer;
    final BlockHeader header;
    final Transaction[] parts;
    final long since;
    boolean whole;

    Pending(PeerState peer, BlockHeader header, Transaction[] parts, long since) {
      this.peer = peer;
      this.header = header;
      this.parts = parts;
      this.since = since;
    }

    List<Integer> missing() {
      List<Integer> places = new ArrayList<>();
      for (int i = 0; i < parts.length; i++) {
        if (parts[i] == null) {
          places.add(i);
        }
      }
      return places;
    }
  }

  /** How blocks announced in short were put together. */
  private static final class Counts {
    private final LongAdder complete = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder whole = new LongAdder();
    private final LongAdder left = new LongAdder();
  }

  CompactRelay(ChainAccess chain, BlockRelay blocks) {
    this.chain = chain;
    this.blocks = blocks;
    blocks.onSettled(this::settled);
  }

  CompactTally tally() {
    return new CompactTally(
        counts.complete.sum(), counts.completed.sum(), counts.whole.sum(), counts.left.sum());
  }

  /** The announcement of a block; none if it has more transactions than fit. */
  static Optional<CompactBlock> announcement(Block block) {
    List<Transaction> transactions = block.transactions();
    if (transactions.isEmpty() || transactions.size() > LaneMessage.MAX_SHORT_IDS) {
      return Optional.empty();
    }
    Bytes ids = new ShortIds(block.hash()).ofAllButFirst(transactions);
    return Optional.of(new CompactBlock(block.header().raw(), transactions.getFirst().raw(), ids));
  }

  /** A peer announces a block in short. */
  void received(PeerState peer, CompactBlock message, long now) {
    BlockHeader header;
    Transaction coinbase;
    try {
      header = chain.format().decodeHeader(message.header());
      coinbase = chain.format().decodeTransaction(message.coinbase());
    } catch (DecodeException e) {
      peer.link().offend(Offence.MALFORMED, "block in short: " + e.getMessage());
      return;
    }
    if (!blocks.wants(peer, header, now)) {
      return;
    }
    long ofPeer = pending.values().stream().filter(p -> p.peer == peer).count();
    if (pending.size() >= MAX_PENDING || ofPeer >= MAX_PENDING_PER_PEER) {
      return;
    }
    long bytes =
        (long) message.header().length()
            + message.coinbase().length()
            + message.shortIds().length();
    if (!blocks.hold(peer, header.hash(), bytes)) {
      return;
    }
    Pending block = new Pending(peer, header, parts(header, coinbase, message.shortIds()), now);
    List<Integer> missing = block.missing();
    pending.put(header.hash(), block);
    if (missing.isEmpty()) {
      counts.complete.increment();
      put(block, now);
    } else {
      peer.link().send(new GetBlockTransactions(header.hash(), missing));
    }
  }

  private Transaction[] parts(BlockHeader header, Transaction coinbase, Bytes ids) {
    ShortIds names = new ShortIds(header.hash());
    Transaction[] parts = new Transaction[1 + ids.length() / LaneMessage.SHORT_ID];
    parts[0] = coinbase;
    if (parts.length > 1) {
      Map<Long, Transaction> waiting = names.index(chain.pool());
      for (int i = 1; i < parts.length; i++) {
        parts[i] = waiting.get(ShortIds.at(ids, i - 1));
      }
    }
    return parts;
  }

  /** The transactions a block lacked. */
  void received(PeerState peer, BlockTransactions message, long now) {
    Pending block = pending.get(message.block());
    if (block == null || block.peer != peer || block.whole) {
      return;
    }
    List<Integer> missing = block.missing();
    long bytes = message.transactions().stream().mapToLong(Bytes::length).sum();
    if (!blocks.grow(message.block(), bytes)) {
      giveUp(block, now);
      return;
    }
    try {
      if (message.transactions().size() != missing.size()) {
        throw DecodeException.format("another number of transactions than asked for", -1);
      }
      for (int i = 0; i < missing.size(); i++) {
        block.parts[missing.get(i)] =
            chain.format().decodeTransaction(message.transactions().get(i));
      }
    } catch (DecodeException e) {
      askWhole(block);
      return;
    }
    counts.completed.increment();
    put(block, now);
  }

  /** All parts are here: if they are what the header commits to, the chain gets the block. */
  private void put(Pending block, long now) {
    Block made = chain.format().block(block.header, List.of(block.parts));
    if (!made.computeTransactionRoot().equals(block.header.transactionRoot())) {
      askWhole(block);
      return;
    }
    blocks.submit(block.peer, made, now, Optional.of(() -> askWhole(block)));
  }

  private void askWhole(Pending block) {
    counts.whole.increment();
    block.whole = true;
    Hash hash = block.header.hash();
    pending.put(hash, block);
    block.peer.link().send(new GetBodies(WHOLE, List.of(hash)));
  }

  /** The answer to a request for a whole block; false if it is none of ours. */
  boolean received(PeerState peer, Bodies message, long now) {
    if (message.request() != WHOLE) {
      return false;
    }
    for (Bytes raw : message.blocks()) {
      try {
        Block block = chain.format().decodeBlock(raw);
        Pending asked = pending.get(block.hash());
        boolean wanted = asked != null && asked.peer == peer && asked.whole;
        if (wanted && !blocks.grow(block.hash(), raw.length())) {
          giveUp(asked, now);
        } else if (wanted) {
          pending.remove(block.hash());
          blocks.submit(peer, block, now, Optional.empty());
        }
      } catch (DecodeException e) {
        peer.link().offend(Offence.MALFORMED, "block: " + e.getMessage());
      }
    }
    return true;
  }

  /** The block has been dealt with. */
  private void settled(Hash block) {
    pending.remove(block);
  }

  /** What is late is left to the download. */
  void tick(long now) {
    List<Pending> late =
        pending.values().stream().filter(p -> now - p.since > PATIENCE_MILLIS).toList();
    late.forEach(p -> giveUp(p, now));
  }

  void gone(PeerState peer, long now) {
    List<Pending> lost = pending.values().stream().filter(p -> p.peer == peer).toList();
    lost.forEach(p -> giveUp(p, now));
  }

  private void giveUp(Pending block, long now) {
    counts.left.increment();
    pending.remove(block.header.hash());
    blocks.release(block.peer, block.header.hash(), now);
  }
}
