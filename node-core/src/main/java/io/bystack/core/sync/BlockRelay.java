package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.p2p.message.LaneMessage.CompactBlock;
import io.bystack.core.p2p.net.Offence;
import io.bystack.core.sync.ChainAccess.BlockVerdict;
import io.bystack.core.sync.ChainAccess.Fate;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Takes announced blocks and announces ours (spec/04 §6.5, §7.6). */
final class BlockRelay {
  /** Announced blocks further above our best than this wait for the download. */
  private static final int MAX_DISTANCE = 64;

  /** One block of the largest size is possible. */
  private static final InHand.Load MOST_OF_A_PEER = new InHand.Load(16, 16L << 20);

  private static final InHand.Load MOST_IN_ALL = new InHand.Load(128, 48L << 20);

  private final ChainAccess chain;
  private final SyncDialect dialect;
  private final Executor owner;
  private final Downloader downloader;
  private final InHand inHand = new InHand(MOST_OF_A_PEER, MOST_IN_ALL);
  private final RecentSet<Hash> bad = new RecentSet<>(1_024);
  private Consumer<Hash> settled = _ -> {};

  BlockRelay(ChainAccess chain, SyncDialect dialect, Executor owner, Downloader downloader) {
    this.chain = chain;
    this.dialect = dialect;
    this.owner = owner;
    this.downloader = downloader;
  }

  /** Who is told of every block that has been dealt with. */
  void onSettled(Consumer<Hash> listener) {
    settled = listener;
  }

  /** A peer announces a block. */
  void announced(PeerState peer, Bytes text, long now) {
    Block block;
    try {
      block = chain.format().decodeBlock(JsonTexts.decode(text));
    } catch (DecodeException e) {
      peer.link().offend(Offence.MALFORMED, "announced block: " + e.getMessage());
      return;
    }
    if (wants(peer, block.header(), now) && hold(peer, block.hash(), block.raw().length())) {
      submit(peer, block, now, Optional.empty());
    }
  }

  /** Takes note of a peer's block; whether it is one to take now. */
  boolean wants(PeerState peer, BlockHeader header, long now) {
    Hash hash = header.hash();
    peer.blocks().add(hash);
    if (bad.contains(hash)) {
      peer.link().offend(Offence.ILLEGAL, "announces a block known to be bad");
      return false;
    }
    long best = chain.tree().best().height();
    boolean known = chain.tree().find(hash).isPresent();
    if (known || inHand.contains(hash)) {
      peer.showed(known ? header.height() : peer.height(), hash);
      return false;
    }
    // Its height is believed only as far as to ask what leads there; the headers will tell.
    peer.showed(header.height(), hash);
    boolean near = header.height() >= best - MAX_DISTANCE && header.height() <= best + MAX_DISTANCE;
    boolean parentKnown = chain.tree().find(header.previous()).isPresent();
    if (!near || (downloader.isBusy() && !parentKnown)) {
      return false;
    }
    if (!parentKnown && !inHand.contains(header.previous())) {
      downloader.leadsTo(peer, hash, now);
      return false;
    }
    return true;
  }

  /**
   * A block is being got and needs not be fetched otherwise; false if too much is in hand.
   *
   * @param bytes that are here of it
   */
  boolean hold(PeerState peer, Hash hash, long bytes) {
    boolean fits = inHand.take(peer, hash, bytes);
    if (fits) {
      downloader.inHand(hash);
    }
    return fits;
  }

  /** More bytes of a block that is held have come; false if they are too many. */
  boolean grow(Hash hash, long bytes) {
    return inHand.grow(hash, bytes);
  }

  /** A block that was held does not come this way: the download looks for it. */
  void release(PeerState peer, Hash hash, long now) {
    if (inHand.release(hash)) {
      downloader.leadsTo(peer, hash, now);
    }
  }

  /**
   * Hands a block that is held to the chain.
   *
   * @param again what to do if the chain refuses it, before anybody is blamed; does nothing for a
   *     block that is what the peer sent
   */
  void submit(PeerState peer, Block block, long now, Optional<Runnable> again) {
    chain.submit(
        block,
        peer.link().id(),
        verdict ->
            owner.execute(() -> {
              if (verdict.fate() == Fate.REJECTED && again.isPresent()) {
                again.get().run();
              } else {
                processed(peer, block, verdict, now);
              }
            }));
  }

  private void processed(PeerState peer, Block block, BlockVerdict verdict, long now) {
    inHand.release(block.hash());
    settled.accept(block.hash());
    if (verdict.fate() == Fate.ORPHAN) {
      downloader.leadsTo(peer, block.hash(), now);
    } else if (verdict.fate() == Fate.REJECTED) {
      String why = verdict.violation().map(RuleViolation::getMessage).orElse("refused");
      switch (verdict
          .violation()
          .map(RuleViolation::verdict)
          .orElse(RuleViolation.Verdict.TEMPORARY)) {
        case TEMPORARY -> {}
        case COPY -> peer.link().offend(Offence.ILLEGAL, "bad block: " + why);
        case HEADER, BRANCH -> {
          bad.add(block.hash());
          peer.link().offend(Offence.ILLEGAL, "bad block: " + why);
        }
      }
    }
  }

  /** A block is our new best: tell those who do not have it. */
  void announce(BlockRef ref, Collection<PeerState> peers) {
    Optional<Block> block = chain.body(ref);
    if (block.isEmpty()) {
      return;
    }
    Optional<CompactBlock> inShort = Optional.empty();
    Bytes text = null;
    for (PeerState peer : peers) {
      boolean wants = peer.isFull() || dialect.announcesToLightPeers();
      if (!peer.registered() || !wants || !peer.blocks().add(ref.hash())) {
        continue;
      }
      if (peer.link().fastLane() && inShort.isEmpty()) {
        inShort = CompactRelay.announcement(block.get());
      }
      if (peer.link().fastLane() && inShort.isPresent()) {
        peer.link().send(inShort.get());
        continue;
      }
      if (text == null) {
        text = Responder.text(block.get());
      }
      peer.link().send(dialect.announcement(text));
    }
  }
}
