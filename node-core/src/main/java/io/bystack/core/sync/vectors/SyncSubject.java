package io.bystack.core.sync.vectors;

import io.bystack.core.model.Block;
import io.bystack.core.model.LedgerFormat;
import io.bystack.core.p2p.message.LedgerMessages.GetBlock;
import io.bystack.core.p2p.message.LedgerMessages.GetBlocks;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.vectors.VectorSubject;
import io.bystack.core.sync.ChainAccess;
import io.bystack.core.sync.PeerExtension;
import io.bystack.core.sync.SyncDialect;
import io.bystack.core.sync.SyncNode;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * The chain whose recorded exchanges are checked.
 *
 * @param genesis of the recorded network
 * @param networkId of the recorded network, 0 if its chain has none
 * @param asStatus a status message that makes a peer of ours count, if its chain needs one
 */
public record SyncSubject(
    VectorSubject peers,
    LedgerFormat format,
    Block genesis,
    SyncDialect dialect,
    Function<ChainAccess, Optional<Message>> asStatus,
    long networkId) {

  /** Whether a message asks for blocks or headers. */
  boolean isRequest(Message message) {
    return message instanceof GetBlock
        || message instanceof GetBlocks
        || dialect.asHeadersRequest(message).isPresent();
  }

  RecordedChain chain() {
    return new RecordedChain(format, genesis);
  }

  /** A node of ours on a chain, with one peer that counts. */
  SyncNode node(RecordedChain chain, RecordingLink link) {
    SyncNode node =
        new SyncNode(chain, dialect, PeerExtension.NONE, Runnable::run, InstantSource.system());
    node.connected(link);
    asStatus.apply(chain).ifPresent(m -> node.received(link, m));
    link.take();
    return node;
  }
}
