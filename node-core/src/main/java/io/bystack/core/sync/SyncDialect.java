package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.model.Transaction;
import io.bystack.core.p2p.message.LedgerMessages.GetBlocks;
import io.bystack.core.p2p.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the chains' peers differ in what they say and expect (spec/04 §6, §7). */
public interface SyncDialect {
  /** Numbers of a chain's protocol. */
  Limits limits();

  /**
   * @param headers most headers in one answer
   * @param blocks most blocks in one answer
   * @param startIncluded whether a list begins with the block it starts from
   * @param statusFirst whether a peer counts only once it has told a status with our genesis
   */
  record Limits(
      int headers, int blocks, boolean startIncluded, boolean statusFirst, Duration patience) {}

  /** A peer's status. */
  record PeerStatus(long height, Hash hash, long finalHeight, Optional<Hash> genesis) {}

  /** A request for headers: from the first known of the locator to the stop, some left out. */
  record HeadersAsked(List<Hash> locator, Hash stop, long skip) {}

  /** What is said first to a new peer. */
  List<Message> greeting(ChainAccess chain);

  /** Our status. */
  Message status(ChainAccess chain);

  /** A message read as a status. */
  Optional<PeerStatus> asStatus(Message message);

  /** Whether a message asks for our status. */
  boolean asksStatus(Message message);

  /** The message that asks for a status, if there is one. */
  Optional<Message> statusRequest();

  /** Asks for every header from the first known of the locator to the stop. */
  Message headersRequest(List<Hash> locator, Hash stop);

  /** A message read as a request for headers. */
  Optional<HeadersAsked> asHeadersRequest(Message message);

  /** The main chain's blocks whose headers answer a request; empty for no answer. */
  List<BlockRef> headersFor(HeadersAsked asked, BlockTree tree);

  /** The main chain's blocks that answer a request; none for no answer at all. */
  Optional<List<BlockRef>> blocksFor(GetBlocks asked, BlockTree tree);

  /** Announces a new block. */
  Message announcement(Bytes blockText);

  /** The text of an announced block. */
  Optional<Bytes> asAnnouncement(Message message);

  /** Whether new blocks are announced to peers without whole blocks too. */
  boolean announcesToLightPeers();

  /** Messages that carry transactions of the pool to a new peer, in packs. */
  List<Message> poolMessages(List<Transaction> transactions);

  /** The texts of a message that carries transactions. */
  Optional<List<Bytes>> asTransactions(Message message);
}
