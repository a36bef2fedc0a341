package io.bystack.dpos.p2p;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.XPrv;
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
import io.bystack.core.p2p.discovery.DiscoveryService;
import io.bystack.core.p2p.handshake.NodeInfo.NetworkName;
import io.bystack.core.sync.LoopbackNode;
import io.bystack.core.sync.TestNetwork;
import io.bystack.core.sync.vectors.RecordedChain;
import io.bystack.dpos.VaporFormat;
import io.bystack.dpos.VaporGenesis;
import io.bystack.dpos.VaporHeader;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Side chains without signatures, for tests of what lies above the engine. */
final class DposTestChains {
  static final Block GENESIS =
      VaporGenesis.of(
          "solonet",
          Bytes.fromHex("00207c024fe1feed3d8465b308c1e5e3570e1fd485dbcb73b7c8cc43a8c5171800d4"));

  private static final Bytes PROGRAM =
      Bytes.fromHex("00148c9d063ff74ee6d9ffa88d83aeb038068366c4c4");

  private DposTestChains() {}

  /** Blocks on a parent, each with a coinbase of its own. */
  static List<Block> blocks(Block parent, int count, String note) {
    VaporFormat format = VaporFormat.INSTANCE;
    List<Block> blocks = new ArrayList<>();
    Block last = parent;
    for (int i = 0; i < count; i++) {
      long height = last.height() + 1;
      Transaction coinbase =
          format.transaction(
              TxFields.of(
                  List.of(new CoinbaseInput(Bytes.utf8(note + height))),
                  List.of(new IntraChainOutput(AssetAmount.btm(0), PROGRAM))));
      BlockRoots roots =
          new BlockRoots(
              MerkleTree.transactionRoot(List.of(coinbase.id())), TxStatus.allGood(1).root());
      HeaderFields fields =
          new HeaderFields(1, height, last.hash(), last.header().timestamp() + 500, roots);
      last = format.block(new VaporHeader(fields, List.of()), List.of(coinbase));
      blocks.add(last);
    }
    return blocks;
  }

  static RecordedChain empty() {
    return new RecordedChain(VaporFormat.INSTANCE, GENESIS);
  }

  /** A node with a key of its own. */
  static LoopbackNode.Parts parts(RecordedChain chain) {
    DposIdentity identity = new DposIdentity(XPrv.generate(new SecureRandom()));
    NetworkName network = new NetworkName("solonet", DposPeers.networkId(chain.genesis()));
    return new LoopbackNode.Parts(
        DposPeers.protocol(identity, network, "test", "127.0.0.1:0"), new DposDialect(), chain);
  }

  /** This kind of chain for tests that all kinds share. */
  static final TestNetwork NETWORK =
      new TestNetwork() {
        @Override
        public String toolName() {
          return "side";
        }

        @Override
        public Block genesis() {
          return GENESIS;
        }

        @Override
        public List<Block> blocks(Block parent, int count, String note) {
          return DposTestChains.blocks(parent, count, note);
        }

        @Override
        public RecordedChain empty() {
          return DposTestChains.empty();
        }

        @Override
        public LoopbackNode.Parts parts(RecordedChain chain) {
          return DposTestChains.parts(chain);
        }

        @Override
        public DiscoveryService.Dialect discovery() {
          return DposPeers.discovery(DposPeers.networkId(GENESIS.hash()));
        }
      };
}
