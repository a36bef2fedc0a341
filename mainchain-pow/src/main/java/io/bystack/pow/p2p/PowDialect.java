package io.bystack.pow.p2p;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.model.Transaction;
import io.bystack.core.p2p.message.LedgerMessages.GetBlocks;
import io.bystack.core.p2p.message.LedgerMessages.GetHeaders;
import io.bystack.core.p2p.message.LedgerMessages.MineBlock;
import io.bystack.core.p2p.message.LedgerMessages.TransactionText;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.sync.ChainAccess;
import io.bystack.core.sync.Locator;
import io.bystack.core.sync.SyncDialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How main-chain peers synchronise (spec/04 §5.3, §6). */
public final class PowDialect implements SyncDialect {
  private static final int MAX_HEADERS = 2_048;
  private static final int MAX_BLOCKS = 128;
  private static final Limits LIMITS =
      new Limits(MAX_HEADERS, MAX_BLOCKS, false, true, Duration.ofSeconds(30));

  @Override
  public Limits limits() {
    return LIMITS;
  }

  @Override
  public List<Message> greeting(ChainAccess chain) {
    return List.of(new PowMessages.StatusRequest());
  }

  @Override
  public Message status(ChainAccess chain) {
    BlockRef best = chain.tree().best();
    return new PowMessages.Status(best.height(), best.hash(), chain.genesis());
  }

  @Override
  public Optional<PeerStatus> asStatus(Message message) {
    return message instanceof PowMessages.Status s
        ? Optional.of(new PeerStatus(s.height(), s.hash(), 0, Optional.of(s.genesis())))
        : Optional.empty();
  }

  @Override
  public boolean asksStatus(Message message) {
    return message instanceof PowMessages.StatusRequest;
  }

  @Override
  public Optional<Message> statusRequest() {
    return Optional.of(new PowMessages.StatusRequest());
  }

  @Override
  public Message headersRequest(List<Hash> locator, Hash stop) {
    return new GetHeaders(locator, stop);
  }

  @Override
  public Optional<HeadersAsked> asHeadersRequest(Message message) {
    return message instanceof GetHeaders m
        ? Optional.of(new HeadersAsked(m.locator(), m.stop(), 0))
        : Optional.empty();
  }

  @Override
  public List<BlockRef> headersFor(HeadersAsked asked, BlockTree tree) {
    return range(asked.locator(), asked.stop(), tree).orElse(List.of());
  }

  @Override
  public Optional<List<BlockRef>> blocksFor(GetBlocks asked, BlockTree tree) {
    return range(asked.locator(), asked.stop(), tree)
        .map(refs -> refs.subList(0, Math.min(MAX_BLOCKS, refs.size())));
  }

  /**
   * The main chain behind the start, as many blocks as the stop is above it, the stop itself not
   * necessarily among them. A stop below the start counts as very far above, as in the reference.
   */
  private static Optional<List<BlockRef>> range(List<Hash> locator, Hash stopHash, BlockTree tree) {
    Optional<BlockRef> stop = tree.find(stopHash);
    if (stop.isEmpty()) {
      return Optional.empty();
    }
    BlockRef start = Locator.start(locator, tree);
    long distance = stop.get().height() - start.height();
    long count = distance < 0 ? MAX_HEADERS : Math.min(MAX_HEADERS, distance);
    if (count == 0 || start.height() + count > tree.best().height()) {
      return Optional.empty();
    }
    List<BlockRef> refs = new ArrayList<>();
    for (long height = start.height() + 1; height <= start.height() + count; height++) {
      refs.add(tree.mainChainAt(height).orElseThrow());
    }
    return Optional.of(refs);
  }

  @Override
  public Message announcement(Bytes blockText) {
    return new MineBlock(blockText);
  }

  @Override
  public Optional<Bytes> asAnnouncement(Message message) {
    return message instanceof MineBlock m ? Optional.of(m.text()) : Optional.empty();
  }

  @Override
  public boolean announcesToLightPeers() {
    return false;
  }

  @Override
  public List<Message> poolMessages(List<Transaction> transactions) {
    return transactions.stream()
        .<Message>map(t -> new TransactionText(Bytes.utf8(t.toHex())))
        .toList();
  }

  @Override
  public Optional<List<Bytes>> asTransactions(Message message) {
    return message instanceof TransactionText m ? Optional.of(List.of(m.text())) : Optional.empty();
  }
}
