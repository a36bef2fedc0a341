package io.bystack.dpos.p2p;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.model.Transaction;
import io.bystack.core.p2p.message.LedgerMessages.GetBlocks;
import io.bystack.core.p2p.message.LedgerMessages.TransactionText;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.sync.ChainAccess;
import io.bystack.core.sync.Locator;
import io.bystack.core.sync.SyncDialect;
import io.bystack.dpos.p2p.DposMessages.BlockProposal;
import io.bystack.dpos.p2p.DposMessages.GetSkippedHeaders;
import io.bystack.dpos.p2p.DposMessages.Status;
import io.bystack.dpos.p2p.DposMessages.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How side-chain peers synchronise (spec/04 §5.3, §7). */
public final class DposDialect implements SyncDialect {
  private static final int MAX_HEADERS = 1_000;
  private static final int MAX_BLOCKS = 64;
  private static final int MAX_TRANSACTIONS = 1_024;
  private static final int PACK_BYTES = 102_400;
  private static final Limits LIMITS =
      new Limits(MAX_HEADERS, MAX_BLOCKS, true, false, Duration.ofSeconds(30));

  @Override
  public Limits limits() {
    return LIMITS;
  }

  @Override
  public List<Message> greeting(ChainAccess chain) {
    return List.of(status(chain));
  }

  @Override
  public Message status(ChainAccess chain) {
    BlockRef best = chain.tree().best();
    long height = Math.min(best.height(), chain.finalHeight());
    BlockRef last = chain.tree().mainChainAt(height).orElse(best);
    return new Status(best.height(), best.hash(), last.height(), last.hash());
  }

  @Override
  public Optional<PeerStatus> asStatus(Message message) {
    return message instanceof Status s
        ? Optional.of(
            new PeerStatus(s.height(), s.hash(), s.irreversibleHeight(), Optional.empty()))
        : Optional.empty();
  }

  @Override
  public boolean asksStatus(Message message) {
    return false;
  }

  @Override
  public Optional<Message> statusRequest() {
    return Optional.empty();
  }

  @Override
  public Message headersRequest(List<Hash> locator, Hash stop) {
    return new GetSkippedHeaders(locator, stop, 0);
  }

  @Override
  public Optional<HeadersAsked> asHeadersRequest(Message message) {
    return message instanceof GetSkippedHeaders m
        ? Optional.of(new HeadersAsked(m.locator(), m.stop(), m.skip()))
        : Optional.empty();
  }

  @Override
  public List<BlockRef> headersFor(HeadersAsked asked, BlockTree tree) {
    return range(asked, MAX_HEADERS, tree).orElse(List.of());
  }

  @Override
  public Optional<List<BlockRef>> blocksFor(GetBlocks asked, BlockTree tree) {
    return range(new HeadersAsked(asked.locator(), asked.stop(), 0), MAX_BLOCKS, tree);
  }

  /**
   * The start, then every so manieth block below the stop, then the stop. A skip that would wrap
   * around in the reference leads past the stop here.
   */
  private static Optional<List<BlockRef>> range(HeadersAsked asked, int max, BlockTree tree) {
    Optional<BlockRef> stop = tree.find(asked.stop()).filter(tree::onMainChain);
    BlockRef start = Locator.start(asked.locator(), tree);
    if (stop.isEmpty() || stop.get().height() < start.height()) {
      return Optional.empty();
    }
    long last = stop.get().height();
    boolean far = asked.skip() < 0 || asked.skip() >= last;
    long step = far ? last + 1 : asked.skip() + 1;
    List<BlockRef> refs = new ArrayList<>();
    refs.add(start);
    long height = start.height();
    while (height < last && refs.size() < max) {
      height = Math.min(last, height + step);
      refs.add(tree.mainChainAt(height).orElseThrow());
    }
    return Optional.of(refs);
  }

  @Override
  public Message announcement(Bytes blockText) {
    return new BlockProposal(blockText);
  }

  @Override
  public Optional<Bytes> asAnnouncement(Message message) {
    return message instanceof BlockProposal m ? Optional.of(m.text()) : Optional.empty();
  }

  @Override
  public boolean announcesToLightPeers() {
    return true;
  }

  @Override
  public List<Message> poolMessages(List<Transaction> transactions) {
    List<Message> messages = new ArrayList<>();
    List<Bytes> pack = new ArrayList<>();
    int bytes = 0;
    for (Transaction transaction : transactions) {
      pack.add(Bytes.utf8(transaction.toHex()));
      bytes += transaction.serializedSize();
      if (bytes >= PACK_BYTES || pack.size() == MAX_TRANSACTIONS) {
        messages.add(new Transactions(List.copyOf(pack)));
        pack.clear();
        bytes = 0;
      }
    }
    if (!pack.isEmpty()) {
      messages.add(new Transactions(List.copyOf(pack)));
    }
    return messages;
  }

  @Override
  public Optional<List<Bytes>> asTransactions(Message message) {
    return switch (message) {
      case TransactionText m -> Optional.of(List.of(m.text()));
      case Transactions m -> Optional.of(m.texts());
      default -> Optional.empty();
    };
  }
}
