package io.bystack.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockRoots;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.HeaderFields;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.MerkleTree;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.core.model.TxStatus;
import io.bystack.core.p2p.message.LedgerMessages.Blocks;
import io.bystack.core.p2p.message.LedgerMessages.Headers;
import io.bystack.core.sync.ChainAccess;
import io.bystack.core.sync.ChainAccess.BlockVerdict;
import io.bystack.core.sync.ChainAccess.Fate;
import io.bystack.core.sync.PeerExtension;
import io.bystack.core.sync.SyncNode;
import io.bystack.core.sync.vectors.RecordedChain;
import io.bystack.core.sync.vectors.RecordingLink;
import io.bystack.dpos.p2p.DposDialect;
import io.bystack.dpos.p2p.DposMessages;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** For which refused blocks a peer is blamed. */
class RefusedBlockBlameTest {
  private static final Bytes PROGRAM =
      Bytes.fromHex("00148c9d063ff74ee6d9ffa88d83aeb038068366c4c4");
  private static final Block GENESIS =
      VaporGenesis.of(
          "solonet",
          Bytes.fromHex("00207c024fe1feed3d8465b308c1e5e3570e1fd485dbcb73b7c8cc43a8c5171800d4"));

  private final Block block = block();
  private final RecordingLink link = new RecordingLink(false);
  private final Deque<Runnable> tasks = new ArrayDeque<>();

  private static Block block() {
    Transaction coinbase =
        VaporFormat.INSTANCE.transaction(
            TxFields.of(
                List.of(new CoinbaseInput(Bytes.utf8("1"))),
                List.of(new IntraChainOutput(AssetAmount.btm(0), PROGRAM))));
    BlockRoots roots =
        new BlockRoots(
            MerkleTree.transactionRoot(List.of(coinbase.id())), TxStatus.allGood(1).root());
    HeaderFields fields =
        new HeaderFields(1, 1, GENESIS.hash(), GENESIS.header().timestamp() + 500, roots);
    return VaporFormat.INSTANCE.block(new VaporHeader(fields, List.of()), List.of(coinbase));
  }

  /** A chain of genesis that refuses every block. */
  private static ChainAccess refusing(RuleViolation why) {
    RecordedChain chain = new RecordedChain(VaporFormat.INSTANCE, GENESIS);
    return (ChainAccess)
        Proxy.newProxyInstance(
            ChainAccess.class.getClassLoader(),
            new Class<?>[] {ChainAccess.class},
            (_, method, arguments) -> {
              if (method.getName().equals("submit") && arguments[0] instanceof Block) {
                @SuppressWarnings("unchecked")
                Consumer<BlockVerdict> done = (Consumer<BlockVerdict>) arguments[2];
                done.accept(new BlockVerdict(Fate.REJECTED, Optional.of(why)));
                return null;
              }
              return method.invoke(chain, arguments);
            });
  }

  private void work() {
    while (!tasks.isEmpty()) {
      tasks.poll().run();
    }
  }

  private static Bytes text(String hex) {
    return Bytes.utf8('"' + hex + '"');
  }

  /** What a peer is blamed for that gives a block by download and then announces it. */
  private List<String> offences(RuleViolation why) {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));
    SyncNode node =
        new SyncNode(refusing(why), new DposDialect(), PeerExtension.NONE, tasks::add, clock);
    node.connected(link);
    node.received(link, new DposMessages.Status(1, block.hash(), 0, GENESIS.hash()));
    node.tick(clock.millis());
    node.received(
        link, new Headers(List.of(text(GENESIS.header().toHex()), text(block.header().toHex()))));
    work();
    node.received(
        link, new Blocks(List.of(text(GENESIS.raw().toHex()), text(block.raw().toHex()))));
    work();
    node.received(link, new DposMessages.BlockProposal(Bytes.utf8(block.raw().toHex())));
    work();
    return link.offences();
  }

  @Test
  void whoGivesBadlySignedBlocksIsBlamed() {
    assertThat(offences(ConsensusError.INVALID_SIGNATURE.ofBlock()))
        .isNotEmpty()
        .allMatch(offence -> offence.startsWith("ILLEGAL: bad block"));
  }

  @Test
  void nobodyIsBlamedForTheOtherBlockOfADoubleSigner() {
    assertThat(offences(ConsensusError.DOUBLE_SIGN.ofBlock())).isEmpty();
  }
}
