package io.bystack.pow.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.hash.Sha3;
import io.bystack.core.hash.SipHash;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockRoots;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.HeaderFields;
import io.bystack.core.model.MerkleTree;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.core.model.TxStatus;
import io.bystack.core.p2p.message.LaneMessage.BlockTransactions;
import io.bystack.core.p2p.message.LaneMessage.Bodies;
import io.bystack.core.p2p.message.LaneMessage.CompactBlock;
import io.bystack.core.p2p.message.LaneMessage.GetBlockTransactions;
import io.bystack.core.p2p.message.LaneMessage.GetBodies;
import io.bystack.core.p2p.message.LaneMessage.GetTransactions;
import io.bystack.core.p2p.message.LaneMessage.Inventory;
import io.bystack.core.p2p.message.LaneMessage.PoolTransactions;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.sync.PeerExtension;
import io.bystack.core.sync.SyncNode;
import io.bystack.core.sync.vectors.RecordedChain;
import io.bystack.core.sync.vectors.RecordingLink;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.ClassicGenesis;
import io.bystack.pow.ClassicHeader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node makes of blocks and transactions announced on the fast lane. */
class PowFastLaneTest {
  private static final Block GENESIS = ClassicGenesis.solonet();
  private static final ClassicFormat FORMAT = ClassicFormat.INSTANCE;

  private final RecordedChain chain = PowTestChains.empty();
  private final RecordingLink peer = new RecordingLink(true);
  private long now = 1_000_000;
  private final InstantSource clock = () -> Instant.ofEpochMilli(now);
  private final SyncNode node =
      new SyncNode(chain, new PowDialect(), PeerExtension.NONE, Runnable::run, clock);
  private final List<Transaction> transactions =
      IntStream.range(0, 5).mapToObj(i -> transaction("t" + i)).toList();
  private final Block block = block(transactions);

  private static Transaction transaction(String note) {
    Bytes program = Bytes.fromHex("00148c9d063ff74ee6d9ffa88d83aeb038068366c4c4");
    return FORMAT.transaction(
        TxFields.of(
            List.of(new CoinbaseInput(Bytes.utf8(note))),
            List.of(new OriginalOutput(AssetAmount.btm(1), program))));
  }

  private static Block block(List<Transaction> transactions) {
    List<Transaction> all = new ArrayList<>();
    all.add(transaction("coinbase"));
    all.addAll(transactions);
    BlockRoots roots =
        new BlockRoots(
            MerkleTree.transactionRoot(all.stream().map(Transaction::id).toList()),
            TxStatus.allGood(all.size()).root());
    HeaderFields fields =
        new HeaderFields(1, 1, GENESIS.hash(), GENESIS.header().timestamp() + 150, roots);
    return FORMAT.block(new ClassicHeader(fields, 7, 0x2000000007fffffL), all);
  }

  @BeforeEach
  void connect() {
    node.connected(peer);
    node.received(peer, new PowMessages.Status(0, GENESIS.hash(), GENESIS.hash()));
    peer.take();
  }

  private void know(Transaction... known) {
    for (Transaction transaction : known) {
      chain.submit(transaction, "test", _ -> {});
    }
    peer.take();
  }

  private CompactBlock inShort(Block announced) {
    Bytes ids = Bytes.EMPTY;
    for (Transaction transaction : announced.transactions().subList(1, 6)) {
      ids = ids.concat(shortId(announced, transaction));
    }
    return new CompactBlock(
        announced.header().raw(), announced.transactions().getFirst().raw(), ids);
  }

  /** Computed here anew: what travels must not change by accident. */
  private static Bytes shortId(Block block, Transaction transaction) {
    var key = Sha3.sha3(Bytes.utf8("bystack short ids").concat(block.hash().toBytes()));
    long id = new SipHash(key.w0(), key.w1()).hash(transaction.witnessHash());
    byte[] bytes = new byte[6];
    for (int i = 0; i < 6; i++) {
      bytes[i] = (byte) (id >>> (8 * i));
    }
    return Bytes.wrap(bytes);
  }

  private <M extends Message> M sent(Class<M> kind) {
    return peer.take().stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }

  @Test
  void aBlockWhoseTransactionsAreKnownNeedsNoMore() {
    know(transactions.toArray(Transaction[]::new));
    node.received(peer, inShort(block));
    assertThat(chain.best().hash()).isEqualTo(block.hash());
    assertThat(chain.block(chain.best()).raw()).isEqualTo(block.raw());
    assertThat(node.compactBlocks().complete()).isEqualTo(1);
    assertThat(peer.take()).noneMatch(m -> m instanceof GetBlockTransactions);
  }

  @Test
  void onlyMissingTransactionsAreAskedFor() {
    know(transactions.get(0), transactions.get(3));
    node.received(peer, inShort(block));
    assertThat(sent(GetBlockTransactions.class).places()).containsExactly(2, 3, 5);
    List<Bytes> missing =
        List.of(transactions.get(1).raw(), transactions.get(2).raw(), transactions.get(4).raw());
    node.received(peer, new BlockTransactions(block.hash(), missing));
    assertThat(chain.best().hash()).isEqualTo(block.hash());
    assertThat(node.compactBlocks().completed()).isEqualTo(1);
  }

  @Test
  void aShortIdThatMeansAnotherTransactionHereCondemnsNobody() {
    know(transactions.toArray(Transaction[]::new));
    Transaction other = transaction("other");
    know(other);
    CompactBlock good = inShort(block);
    Bytes ids = shortId(block, other).concat(good.shortIds().slice(6, good.shortIds().length()));
    node.received(peer, new CompactBlock(good.header(), good.coinbase(), ids));
    assertThat(chain.best().height()).isZero();
    GetBodies whole = sent(GetBodies.class);
    assertThat(whole.blocks()).containsExactly(block.hash());
    node.received(peer, new Bodies(whole.request(), List.of(block.raw())));
    assertThat(chain.best().hash()).isEqualTo(block.hash());
    assertThat(node.compactBlocks().whole()).isEqualTo(1);
    assertThat(peer.offences()).isEmpty();
  }

  @Test
  void anAnswerThatDoesNotFitLeadsToTheWholeBlock() {
    node.received(peer, inShort(block));
    peer.take();
    node.received(peer, new BlockTransactions(block.hash(), List.of(Bytes.of(1))));
    GetBodies whole = sent(GetBodies.class);
    node.received(peer, new Bodies(whole.request(), List.of(block.raw())));
    assertThat(chain.best().hash()).isEqualTo(block.hash());
  }

  @Test
  void whatDoesNotComeIsLeftToTheDownload() {
    node.received(peer, inShort(block));
    peer.take();
    now += 4_000;
    node.tick(now);
    assertThat(peer.take()).anyMatch(m -> m.getClass().getSimpleName().equals("GetHeaderRange"));
    assertThat(peer.offences()).isEmpty();
  }

  private static List<Transaction> named(String name) {
    return IntStream.range(0, 5).mapToObj(i -> transaction(name + i)).toList();
  }

  private static long asked(RecordingLink link) {
    return link.take().stream().filter(GetBlockTransactions.class::isInstance).count();
  }

  @Test
  void fewBlocksInShortArePutTogetherForAPeerAtATime() {
    RecordingLink second = new RecordingLink(true);
    node.connected(second);
    node.received(second, new PowMessages.Status(0, GENESIS.hash(), GENESIS.hash()));
    second.take();
    for (int i = 0; i < 20; i++) {
      node.received(peer, inShort(block(named("first" + i))));
      node.received(second, inShort(block(named("second" + i))));
    }
    assertThat(asked(peer)).isEqualTo(4);
    assertThat(asked(second)).isEqualTo(4);
    now += 4_000;
    node.tick(now);
    assertThat(node.compactBlocks().left()).isEqualTo(8);
    peer.take();
    node.received(peer, inShort(block));
    assertThat(asked(peer)).isEqualTo(1);
    assertThat(peer.offences()).isEmpty();
  }

  @Test
  void aBlockThatGrowsBeyondItsPeersShareIsLeftToTheDownload() {
    node.received(peer, inShort(block));
    peer.take();
    List<Bytes> huge = Collections.nCopies(5, Bytes.wrap(new byte[4 << 20]));
    node.received(peer, new BlockTransactions(block.hash(), huge));
    assertThat(node.compactBlocks().left()).isEqualTo(1);
    assertThat(chain.best().height()).isZero();
    node.received(peer, inShort(block));
    assertThat(asked(peer)).isEqualTo(1);
  }

  @Test
  void garbageIsNotHeld() {
    node.received(peer, new CompactBlock(Bytes.of(9), Bytes.of(9), Bytes.EMPTY));
    node.received(peer, new BlockTransactions(block.hash(), List.of()));
    node.received(peer, new Bodies(12, List.of(Bytes.of(1))));
    assertThat(peer.offences()).hasSize(2);
    assertThat(chain.best().height()).isZero();
  }

  @Test
  void announcedTransactionsAreAskedForOnceAndOfTheNextWhenTheFirstIsSilent() {
    Transaction wanted = transactions.getFirst();
    RecordingLink second = new RecordingLink(true);
    node.connected(second);
    node.received(second, new PowMessages.Status(0, GENESIS.hash(), GENESIS.hash()));
    second.take();
    node.received(peer, new Inventory(List.of(wanted.id())));
    assertThat(sent(GetTransactions.class).ids()).containsExactly(wanted.id());
    node.received(second, new Inventory(List.of(wanted.id())));
    assertThat(second.take()).isEmpty();
    now += 2_500;
    node.tick(now);
    assertThat(second.take()).anyMatch(m -> m instanceof GetTransactions);
    node.received(second, new PoolTransactions(List.of(wanted.raw())));
    assertThat(chain.waiting(wanted.id())).isPresent();
    node.received(peer, new Inventory(List.of(wanted.id())));
    assertThat(peer.take()).noneMatch(m -> m instanceof GetTransactions);
  }

  @Test
  void manyTransactionsAreAnnouncedTogetherAndTheFirstAtOnce() {
    List<Transaction> many =
        IntStream.range(0, 2_000).mapToObj(i -> transaction("many" + i)).toList();
    chain.onPool(node::poolAccepted);
    List<Inventory> announcements = new ArrayList<>();
    for (int i = 0; i < many.size(); i++) {
      if (i % 200 == 0) {
        now += 100;
        node.tick(now);
      }
      chain.submit(many.get(i), "test", _ -> {});
      announcements.addAll(inventories());
      assertThat(announcements).isNotEmpty();
    }
    node.tick(now + 100);
    announcements.addAll(inventories());
    assertThat(announcements.stream().flatMap(a -> a.ids().stream()))
        .containsExactlyElementsOf(many.stream().map(Transaction::id).toList());
    assertThat(announcements).hasSizeLessThanOrEqualTo(22);
  }

  private List<Inventory> inventories() {
    return peer.take().stream()
        .filter(Inventory.class::isInstance)
        .map(Inventory.class::cast)
        .toList();
  }
}
