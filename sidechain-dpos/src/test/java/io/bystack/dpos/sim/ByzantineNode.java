package io.bystack.dpos.sim;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.Mempool;
import io.bystack.core.consensus.BlockRef;
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
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.TxStatus;
import io.bystack.dpos.BlockSignature;
import io.bystack.dpos.ConsensusView;
import io.bystack.dpos.HeaderWitness;
import io.bystack.dpos.OwnSigner;
import io.bystack.dpos.VaporFormat;
import io.bystack.dpos.VaporHeader;
import io.bystack.dpos.guard.SigningRecord;
import io.bystack.dpos.produce.ProducerTimer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Signs every block it sees, also two of one height, and in its slots makes two blocks and shows
 * each to a part of the network; sometimes it says nothing at all.
 */
final class ByzantineNode extends SimNode {
  private final Random random;

  ByzantineNode(World world, Identity identity, Random random) {
    super(world, identity);
    this.random = random;
  }

  @Override
  boolean honest() {
    return false;
  }

  @Override
  protected OwnSigner signer() {
    return new OwnSigner() {
      @Override
      public Bytes xpub() {
        return identity.key().xpub().bytes();
      }

      @Override
      public SigningRecord record() {
        return SigningRecord.fresh(Hash.ZERO, xpub());
      }

      @Override
      public Optional<BlockSignature> sign(long height, Hash block) {
        return Optional.of(signatureOf(block));
      }
    };
  }

  private BlockSignature signatureOf(Hash block) {
    return new BlockSignature(block, identity.key().sign(block.toBytes()), xpub());
  }

  @Override
  protected void block(SimNode from, Block block) {
    super.block(from, block);
    if (random.nextInt(4) != 0) {
      world.network().broadcast(this, new SimMessage.Signature(signatureOf(block.hash())));
    }
  }

  @Override
  protected void startProducing(Mempool pool, int mine) {
    ProducerTimer timer = timer(mine);
    long interval = world.chain().parameters().round().blockIntervalMs();
    timer.at(timer.now() + interval, () -> tick(timer, interval));
  }

  private void tick(ProducerTimer timer, long interval) {
    BlockRef best = engine.best();
    long base = Math.max(timer.now(), best.timestamp());
    long timestamp = base - base % interval + interval;
    ConsensusView view = rules().view();
    try {
      if (view.producer(best, timestamp).xpub().equals(xpub()) && random.nextInt(3) != 0) {
        equivocate(best, timestamp, view);
      }
    } catch (RuleViolation e) {
      throw new IllegalStateException(e);
    }
    timer.at(timer.now() + interval, () -> tick(timer, interval));
  }

  private void equivocate(BlockRef parent, long timestamp, ConsensusView view)
      throws RuleViolation {
    Block one = make(parent, timestamp, view, 1);
    Block two = make(parent, timestamp, view, 2);
    for (SimNode to : world.network().nodes()) {
      if (to.index() != index()) {
        world.network().send(this, to, new SimMessage.NewBlock(random.nextBoolean() ? one : two));
      }
    }
    engine.process(random.nextBoolean() ? one : two, "self");
  }

  private Block make(BlockRef parent, long timestamp, ConsensusView view, int variant)
      throws RuleViolation {
    List<TxOutput> outputs = new ArrayList<>();
    outputs.add(new IntraChainOutput(AssetAmount.btm(0), Bytes.of(0x51, 0x51, variant)));
    view.rewardsDueAfter(parent)
        .forEach(r -> outputs.add(new IntraChainOutput(AssetAmount.btm(r.amount()), r.program())));
    Bytes arbitrary = Bytes.of(0).concat(Bytes.utf8(Long.toString(parent.height() + 1)));
    Transaction coinbase =
        VaporFormat.INSTANCE.transaction(
            TxFields.of(List.of(new CoinbaseInput(arbitrary.concat(Bytes.of(variant)))), outputs));
    BlockRoots roots =
        new BlockRoots(
            MerkleTree.transactionRoot(List.of(coinbase.id())), TxStatus.allGood(1).root());
    VaporHeader header =
        new VaporHeader(
            new HeaderFields(1, parent.height() + 1, parent.hash(), timestamp, roots), List.of());
    int order = view.nodesAfter(parent).orderOf(xpub()).orElseThrow();
    HeaderWitness witness =
        HeaderWitness.absent(order + 1).with(order, signatureOf(header.hash()).signature());
    return VaporFormat.INSTANCE.block(header.withWitness(witness.entries()), List.of(coinbase));
  }
}
