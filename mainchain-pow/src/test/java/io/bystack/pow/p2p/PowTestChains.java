package io.bystack.pow.p2p;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.Ed25519PrivateKey;
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
import io.bystack.core.p2p.discovery.DiscoveryService;
import io.bystack.core.sync.LoopbackNode;
import io.bystack.core.sync.TestNetwork;
import io.bystack.core.sync.vectors.RecordedChain;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.ClassicGenesis;
import io.bystack.pow.ClassicHeader;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Main chains without proof of work, for tests of what lies above the engine. */
final class PowTestChains {
  private static final Bytes PROGRAM =
      Bytes.fromHex("00148c9d063ff74ee6d9ffa88d83aeb038068366c4c4");

  private PowTestChains() {}

  /** Blocks on a parent, each with a coinbase of its own. */
  static List<Block> blocks(Block parent, int count, String note) {
    ClassicFormat format = ClassicFormat.INSTANCE;
    List<Block> blocks = new ArrayList<>();
    Block last = parent;
    for (int i = 0; i < count; i++) {
      long height = last.height() + 1;
      Transaction coinbase =
          format.transaction(
              TxFields.of(
                  List.of(new CoinbaseInput(Bytes.utf8(note + height))),
                  List.of(new OriginalOutput(AssetAmount.btm(41_250_000_000L), PROGRAM))));
      BlockRoots roots =
          new BlockRoots(
              MerkleTree.transactionRoot(List.of(coinbase.id())), TxStatus.allGood(1).root());
      HeaderFields fields =
          new HeaderFields(1, height, last.hash(), last.header().timestamp() + 150, roots);
      last = format.block(new ClassicHeader(fields, 7, 0x2000000007fffffL), List.of(coinbase));
      blocks.add(last);
    }
    return blocks;
  }

  static RecordedChain empty() {
    return new RecordedChain(ClassicFormat.INSTANCE, ClassicGenesis.solonet());
  }

  /** A node with a key of its own. */
  static LoopbackNode.Parts parts(RecordedChain chain) {
    Bytes seed = Bytes.wrap(Ed25519PrivateKey.newSeed(new SecureRandom()));
    PowIdentity identity = new PowIdentity(seed.concat(seed));
    return new LoopbackNode.Parts(
        PowPeers.protocol(identity, "solonet", "test", "127.0.0.1:0"), new PowDialect(), chain);
  }

  /** This kind of chain for tests that all kinds share. */
  static final TestNetwork NETWORK =
      new TestNetwork() {
        @Override
        public String toolName() {
          return "main";
        }

        @Override
        public Block genesis() {
          return ClassicGenesis.solonet();
        }

        @Override
        public List<Block> blocks(Block parent, int count, String note) {
          return PowTestChains.blocks(parent, count, note);
        }

        @Override
        public RecordedChain empty() {
          return PowTestChains.empty();
        }

        @Override
        public LoopbackNode.Parts parts(RecordedChain chain) {
          return PowTestChains.parts(chain);
        }

        @Override
        public DiscoveryService.Dialect discovery() {
          return PowPeers.DISCOVERY;
        }
      };
}
