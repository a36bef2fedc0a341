package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.model.Block;
import io.bystack.core.model.MerkleProof;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxStatus;
import io.bystack.core.p2p.message.LedgerMessages.BlockText;
import io.bystack.core.p2p.message.LedgerMessages.Blocks;
import io.bystack.core.p2p.message.LedgerMessages.FilterAdd;
import io.bystack.core.p2p.message.LedgerMessages.FilterClear;
import io.bystack.core.p2p.message.LedgerMessages.FilterLoad;
import io.bystack.core.p2p.message.LedgerMessages.GetBlock;
import io.bystack.core.p2p.message.LedgerMessages.GetBlocks;
import io.bystack.core.p2p.message.LedgerMessages.GetMerkleBlock;
import io.bystack.core.p2p.message.LedgerMessages.Headers;
import io.bystack.core.p2p.message.LedgerMessages.MerkleBlock;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.net.Offence;
import io.bystack.core.sync.SyncDialect.HeadersAsked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers what peers ask of our chain (spec/04 §5.3). */
final class Responder {
  /** Requests a peer may make at once. */
  static final int REQUEST_BURST = 512;

  /** Requests a peer may make per second in the long run. */
  static final int REQUESTS_PER_SECOND = 256;

  /** Sum of the text lengths of a list of blocks (spec/04 §11). */
  static final int MAX_BLOCKS_TEXT = 11_010_049;

  /** A peer that does not take what it asked for gets nothing more. */
  private static final long MAX_QUEUED = 24L << 20;

  private static final Bytes STATUS_GOOD = Bytes.utf8("{}");
  private static final Bytes STATUS_FAILED = Bytes.utf8("{\"status_fail\":true}");

  private final ChainAccess chain;
  private final SyncDialect dialect;

  Responder(ChainAccess chain, SyncDialect dialect) {
    this.chain = chain;
    this.dialect = dialect;
  }

  /** Deals with a request; false if the message is none. */
  boolean handle(PeerState peer, Message message, long now) {
    Optional<HeadersAsked> headers = dialect.asHeadersRequest(message);
    boolean request =
        headers.isPresent()
            || message instanceof GetBlock
            || message instanceof GetBlocks
            || message instanceof GetMerkleBlock;
    if (request && !peer.takeRequest(now)) {
      peer.link().offend(Offence.MALFORMED, "too many requests");
      return true;
    }
    if (request && peer.link().queuedBytes() > MAX_QUEUED) {
      return true;
    }
    if (headers.isPresent()) {
      answerHeaders(peer, headers.get());
      return true;
    }
    return switch (message) {
      case GetBlock m -> answer(peer, find(m.height(), m.hash()).flatMap(b -> whole(peer, b)));
      case GetBlocks m -> answer(peer, dialect.blocksFor(m, chain.tree()).map(this::blocks));
      case GetMerkleBlock m ->
          answer(peer, find(m.height(), m.hash()).flatMap(b -> merkleBlock(peer, b)));
      case FilterLoad m -> {
        peer.filter().clear();
        m.programs().forEach(peer::addToFilter);
        yield true;
      }
      case FilterAdd m -> {
        peer.addToFilter(m.program());
        yield true;
      }
      case FilterClear _ -> {
        peer.filter().clear();
        yield true;
      }
      default -> false;
    };
  }

  private static boolean answer(PeerState peer, Optional<? extends Message> reply) {
    reply.ifPresent(r -> peer.link().send(r));
    return true;
  }

  /** By main-chain height, or by hash if the height is 0. */
  private Optional<BlockRef> find(long height, Hash hash) {
    BlockTree tree = chain.tree();
    if (height == 0) {
      return tree.find(hash);
    }
    return height < 0 || height > tree.best().height()
        ? Optional.empty()
        : tree.mainChainAt(height);
  }

  private Optional<Message> whole(PeerState peer, BlockRef ref) {
    Optional<Block> block = chain.body(ref);
    block.ifPresent(b -> peer.blocks().add(b.hash()));
    return block.map(b -> new BlockText(text(b)));
  }

  private void answerHeaders(PeerState peer, HeadersAsked asked) {
    List<BlockRef> refs = dialect.headersFor(asked, chain.tree());
    if (!refs.isEmpty()) {
      peer.link()
          .send(
              new Headers(
                  refs.stream()
                      .map(r -> JsonTexts.encodeQuoted(chain.tree().header(r).raw()))
                      .toList()));
    }
  }

  private Blocks blocks(List<BlockRef> refs) {
    List<Bytes> texts = new ArrayList<>();
    long total = 0;
    for (BlockRef ref : refs) {
      Optional<Bytes> text = chain.body(ref).map(b -> JsonTexts.encodeQuoted(b.raw()));
      // The quotes do not count.
      total += text.map(t -> t.length() - 2).orElse(0);
      if (text.isEmpty() || total > MAX_BLOCKS_TEXT) {
        break;
      }
      texts.add(text.get());
    }
    return new Blocks(texts);
  }

  private Optional<Message> merkleBlock(PeerState peer, BlockRef ref) {
    return chain.body(ref).map(block -> merkleBlock(peer, ref, block));
  }

  private MerkleBlock merkleBlock(PeerState peer, BlockRef ref, Block block) {
    TxStatus status = chain.status(ref);
    List<Hash> related = new ArrayList<>();
    List<Bytes> texts = new ArrayList<>();
    List<Bytes> statuses = new ArrayList<>();
    for (int i = 0; i < block.transactions().size(); i++) {
      Transaction transaction = block.transactions().get(i);
      if (isRelated(transaction, peer.filter())) {
        related.add(transaction.id());
        texts.add(Bytes.utf8(transaction.toHex()));
        statuses.add(status.failed(i) ? STATUS_FAILED : STATUS_GOOD);
      }
    }
    MerkleProof proof =
        MerkleProof.ofTransactions(
            block.transactions().stream().map(Transaction::id).toList(), related);
    return new MerkleBlock(
        Bytes.utf8(block.header().toHex()),
        proof.hashes(),
        texts,
        proof.statusHashes(status),
        statuses,
        proof.flags());
  }

  /** Whether a plain spend or an output of a transaction has one of these control programs. */
  static boolean isRelated(Transaction transaction, Set<Bytes> filter) {
    if (filter.isEmpty()) {
      return false;
    }
    return transaction.inputs().stream()
            .anyMatch(i -> i instanceof SpendInput s && filter.contains(s.spent().program().code()))
        || transaction.outputs().stream().anyMatch(o -> filter.contains(o.program().code()));
  }

  static Bytes text(Block block) {
    return JsonTexts.encode(block.raw());
  }
}
