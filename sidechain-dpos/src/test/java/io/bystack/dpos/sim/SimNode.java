package io.bystack.dpos.sim;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.ChainTables;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.OrphanLimits;
import io.bystack.core.chain.PoolOptions;
import io.bystack.core.chain.Surroundings;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.model.Block;
import io.bystack.core.store.FailPoints;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreOptions;
import io.bystack.core.store.SyncMode;
import io.bystack.dpos.BlockSignature;
import io.bystack.dpos.ConsensusEvents;
import io.bystack.dpos.DposNetwork;
import io.bystack.dpos.DposProtocol;
import io.bystack.dpos.DposRules;
import io.bystack.dpos.Federation;
import io.bystack.dpos.GuardedSigner;
import io.bystack.dpos.NodeRole;
import io.bystack.dpos.OwnDraft;
import io.bystack.dpos.OwnSigner;
import io.bystack.dpos.VaporHeader;
import io.bystack.dpos.WatchedSigner;
import io.bystack.dpos.guard.MemorySignOnce;
import io.bystack.dpos.guard.SignOnce;
import io.bystack.dpos.guard.SigningRecord;
import io.bystack.dpos.produce.BlockProducer;
import io.bystack.dpos.produce.GatePolicy;
import io.bystack.dpos.produce.MissingSignatures;
import io.bystack.dpos.produce.ProducerParts;
import io.bystack.dpos.produce.ProducerSettings;
import io.bystack.dpos.produce.ProducerSnapshot;
import io.bystack.dpos.produce.ProducerSurroundings;
import io.bystack.dpos.produce.ProducerTimer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One producer: the real engine, rules, pool and producer on the virtual clock. */
class SimNode {
  /** What a node is and keeps through crashes. */
  record Identity(int index, XPrv key, long clockOffsetMs, boolean exclusiveKey) {}

  /** What all nodes of a run share. */
  record World(
      VirtualTime time,
      SimNetwork network,
      SimLedger ledger,
      DposNetwork chain,
      Federation federation,
      Path folder) {}

  private static final int STATUS_EVERY_MS = 1_000;
  private static final EngineOptions ENGINE =
      new EngineOptions(1 << 20, 1 << 20, 1 << 20, OrphanLimits.DEFAULT, false);
  private static final StoreOptions STORE =
      new StoreOptions(4L << 20, 4L << 20, SyncMode.ON_REQUEST, FailPoints.NONE);

  protected final World world;
  protected final Identity identity;
  private SignOnce disk;
  private int stores;
  private int life;
  private boolean up;
  private long heardHeight;
  private int refusedSignatures;
  private Optional<Long> foreign = Optional.empty();
  private Store store;
  protected ChainEngine engine;
  private DposProtocol protocol;

  SimNode(World world, Identity identity) {
    this.world = world;
    this.identity = identity;
  }

  int index() {
    return identity.index();
  }

  boolean isUp() {
    return up;
  }

  boolean honest() {
    return true;
  }

  Bytes xpub() {
    return identity.key().xpub().bytes();
  }

  DposRules rules() {
    return (DposRules) engine.rules();
  }

  /** Signatures that were not taken; byzantine nodes send such. */
  int refusedSignatures() {
    return refusedSignatures;
  }

  BlockRef finalBlock() {
    return rules().finalBlock();
  }

  // ---- life

  void start() throws StoreException {
    up = true;
    foreign = Optional.empty();
    int mine = ++life;
    protocol =
        new DposProtocol(
            world.chain(),
            world.federation(),
            new NodeRole(Optional.of(signer()), this::announce, events()));
    store =
        Store.open(
            world.folder().resolve("node" + index() + "-" + stores),
            protocol.parameters().chain(),
            protocol.parameters().network(),
            ChainTables.of(protocol),
            STORE);
    Surroundings around =
        new Surroundings(
            () -> Instant.ofEpochMilli(localTime()), Runnable::run, Runnable::run, FailPoints.NONE);
    engine = ChainEngine.open(protocol, store, ENGINE, around);
    Mempool pool = Mempool.follow(engine, PoolOptions.of(protocol.poolPolicy().limits()));
    startProducing(pool, mine);
    ProducerTimer timer = timer(mine);
    new MissingSignatures(
            rules(),
            engine.tree(),
            timer,
            blocks -> world.network().broadcast(this, new SimMessage.HeaderRequest(blocks)),
            STATUS_EVERY_MS)
        .start();
    timer.at(timer.now() + STATUS_EVERY_MS, () -> sayStatus(timer));
  }

  /** Stops at once; {@code loseStore} also takes the blocks, never the sign-once record. */
  void crash(boolean loseStore) {
    up = false;
    life++;
    store.close();
    stores += loseStore ? 1 : 0;
  }

  void shutDown() {
    if (up) {
      crash(false);
    }
  }

  protected void startProducing(Mempool pool, int mine) {
    ProducerTimer timer = timer(mine);
    new BlockProducer(
            new ProducerParts(
                engine, pool, rules(), signer(), new OwnDraft(store, protocol.format())),
            ProducerSettings.of(Bytes.of(0x51, index()), GatePolicy.standard(4)),
            new ProducerSurroundings(
                timer,
                this::snapshot,
                block -> world.network().broadcast(this, new SimMessage.NewBlock(block)),
                result -> {}))
        .start();
  }

  protected long localTime() {
    return world.time().now() + identity.clockOffsetMs();
  }

  /** Tasks of an earlier life are forgotten. */
  protected ProducerTimer timer(int mine) {
    return new ProducerTimer() {
      @Override
      public long now() {
        return localTime();
      }

      @Override
      public void at(long millis, Runnable task) {
        world
            .time()
            .at(
                millis - identity.clockOffsetMs(),
                () -> {
                  if (life == mine) {
                    task.run();
                  }
                });
      }
    };
  }

  private ProducerSnapshot snapshot() {
    BlockRef best = engine.best();
    return new ProducerSnapshot(
        new ProducerSnapshot.Operator(true, true, true, true),
        new ProducerSnapshot.Clocks(
            Optional.of(identity.clockOffsetMs()), best.timestamp() - localTime()),
        new ProducerSnapshot.Sync(best.height(), Math.max(heardHeight, best.height()), true),
        new ProducerSnapshot.Guard(
            Optional.empty(), record().last().map(SigningRecord.Signed::height), foreign),
        new ProducerSnapshot.Peers(world.network().nodes().size() - 1));
  }

  private SigningRecord record() {
    return disk.record();
  }

  // ---- signing

  protected OwnSigner signer() {
    if (disk == null) {
      Hash genesis =
          new DposProtocol(world.chain(), world.federation(), NodeRole.observer())
              .parameters()
              .genesis()
              .hash();
      disk = new MemorySignOnce(SigningRecord.fresh(genesis, xpub()));
    }
    OwnSigner watched =
        new WatchedSigner(new GuardedSigner(identity.key(), disk), () -> foreign.isPresent());
    return new OwnSigner() {
      @Override
      public Bytes xpub() {
        return watched.xpub();
      }

      @Override
      public SigningRecord record() {
        return watched.record();
      }

      @Override
      public boolean isClosed() {
        return watched.isClosed();
      }

      @Override
      public Optional<BlockSignature> sign(long height, Hash block) {
        Optional<BlockSignature> signature = watched.sign(height, block);
        if (signature.isPresent() && identity.exclusiveKey()) {
          world.ledger().honestSignature(xpub(), height, block);
        }
        return signature;
      }
    };
  }

  private ConsensusEvents events() {
    return new ConsensusEvents() {
      @Override
      public void irreversible(BlockRef block) {
        if (honest()) {
          world.ledger().irreversible(index(), block.height(), block.hash());
        }
      }

      @Override
      public void keyUsedElsewhere(BlockRef block) {
        foreign = Optional.of(block.height());
      }
    };
  }

  /** Only our own: relaying everything makes the runs slow, and lost ones are asked for. */
  private void announce(BlockSignature signature) {
    if (signature.xpub().equals(xpub())) {
      world.network().broadcast(this, new SimMessage.Signature(signature));
    }
  }

  // ---- messages

  private void sayStatus(ProducerTimer timer) {
    BlockRef best = engine.best();
    BlockRef last = finalBlock();
    world
        .network()
        .broadcast(
            this, new SimMessage.Status(best.height(), best.hash(), last.height(), last.hash()));
    timer.at(timer.now() + STATUS_EVERY_MS, () -> sayStatus(timer));
  }

  void receive(SimNode from, SimMessage message) {
    if (!up) {
      return;
    }
    switch (message) {
      case SimMessage.NewBlock m -> block(from, m.block());
      case SimMessage.Signature m -> signature(m.signature());
      case SimMessage.Header m -> rules().receive(m.header());
      case SimMessage.Status m -> status(from, m);
      case SimMessage.BlockRequest m ->
          engine
              .storedBlock(m.hash())
              .ifPresent(s -> reply(from, new SimMessage.NewBlock(withWitness(s.block()))));
      case SimMessage.HeaderRequest m -> m.blocks().forEach(hash -> header(from, hash));
    }
  }

  private void reply(SimNode to, SimMessage message) {
    world.network().send(this, to, message);
  }

  private void status(SimNode from, SimMessage.Status status) {
    heardHeight = status.height();
    if (status.height() > engine.best().height() && engine.tree().find(status.best()).isEmpty()) {
      reply(from, new SimMessage.BlockRequest(status.best()));
    }
    if (status.finalHeight() > finalBlock().height()) {
      boolean known = engine.tree().find(status.last()).isPresent();
      reply(
          from,
          known
              ? new SimMessage.HeaderRequest(List.of(status.last()))
              : new SimMessage.BlockRequest(status.last()));
    }
  }

  protected void block(SimNode from, Block block) {
    BlockOutcome outcome = engine.process(block, "node" + from.index());
    switch (outcome.place()) {
      case ORPHAN -> reply(from, new SimMessage.BlockRequest(missing(block)));
      case KNOWN -> rules().receive((VaporHeader) block.header());
      case MAIN, SIDE, REJECTED -> {}
    }
  }

  private Hash missing(Block block) {
    return block.header().previous();
  }

  private void signature(BlockSignature signature) {
    try {
      rules().receive(signature);
    } catch (RuleViolation refused) {
      refusedSignatures++;
    }
  }

  private void header(SimNode to, Hash hash) {
    engine
        .tree()
        .find(hash)
        .ifPresent(
            ref -> reply(to, new SimMessage.Header((VaporHeader) engine.tree().header(ref))));
  }

  private Block withWitness(Block block) {
    BlockRef ref = engine.tree().find(block.hash()).orElseThrow();
    return protocol.format().block(engine.tree().header(ref), block.transactions());
  }
}
