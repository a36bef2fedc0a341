package io.bystack.pow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolOptions;
import io.bystack.core.chain.Surroundings;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.core.p2p.message.LedgerMessages.TransactionText;
import io.bystack.core.store.Store;
import io.bystack.core.sync.EngineAccess;
import io.bystack.core.sync.PeerExtension;
import io.bystack.core.sync.SyncNode;
import io.bystack.core.sync.vectors.RecordingLink;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.p2p.PowDialect;
import io.bystack.pow.p2p.PowMessages;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For which transactions a peer is blamed. */
final class TransactionBlameTest {
  @TempDir Path folder;
  private final Forge forge = new Forge(4);
  private final RecordingLink link = new RecordingLink(false);
  private Store store;
  private SyncNode node;

  @BeforeEach
  void open() throws Exception {
    store = forge.store(folder.resolve("s"));
    ChainEngine engine =
        ChainEngine.open(
            forge.protocol(), store, EngineOptions.DEFAULT, Surroundings.direct(Forge.CLOCK));
    Mempool pool = Mempool.follow(engine, PoolOptions.of(forge.protocol().poolPolicy().limits()));
    Block last = forge.genesis();
    for (int i = 0; i < 3; i++) {
      last = Forge.child(last, List.of(), i, 0);
      assertThat(engine.process(last, "test").violation().map(RuleViolation::getMessage)).isEmpty();
    }
    EngineAccess access =
        new EngineAccess(engine, pool, new EngineAccess.Threads(Runnable::run, Runnable::run));
    node = new SyncNode(access, new PowDialect(), PeerExtension.NONE, Runnable::run, Forge.CLOCK);
    node.connected(link);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void send(long peerHeight, Transaction transaction) {
    node.received(link, new PowMessages.Status(peerHeight, Hash.ZERO, forge.genesis().hash()));
    node.received(link, new TransactionText(Bytes.utf8(transaction.toHex())));
  }

  private Transaction spend(long fee) {
    return Forge.spend(forge.coins().subList(0, 1), 2, fee);
  }

  /** A transaction that gives more than it takes. */
  private Transaction invalid() {
    return spend(-1);
  }

  private Transaction until(long height) {
    Transaction endless = spend(Forge.FEE);
    return ClassicFormat.INSTANCE.transaction(
        new TxFields(1, height, endless.inputs(), endless.outputs()));
  }

  @Test
  void whoSendsWhatIsInvalidAtAnyHeightIsBlamed() {
    send(3, invalid());
    assertThat(link.offences()).singleElement().asString().startsWith("ILLEGAL: invalid");
  }

  @Test
  void nobodyIsBlamedForATransactionWhoseTimeIsOver() {
    // Good for the reference's pool, which judges for the best block's height.
    send(3, until(3));
    // What waits in the reference's pool since long ago.
    send(3, until(1));
    assertThat(link.offences()).isEmpty();
  }

  @Test
  void nobodyIsBlamedForWhatIsInvalidOnlyWhereWeAre() {
    send(1_000, invalid());
    assertThat(link.offences()).isEmpty();
  }
}
