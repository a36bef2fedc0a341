package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.BlockOutcome.Place;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.BodyFacts;
import io.bystack.core.consensus.ChainContext;
import io.bystack.core.consensus.ChainListener;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.consensus.ChainRules;
import io.bystack.core.consensus.HeaderCheck;
import io.bystack.core.consensus.Proof;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.consensus.UtxoEntry;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.TxStatus;
import io.bystack.core.store.Store;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One chain at work (spec/03 §§6–8, spec/07 §4): takes blocks in any order, keeps the best branch
 * connected. All methods but the reads must be called on one thread. Every change of the chain is
 * one atomic batch of the store: a killed process comes up with whole blocks.
 */
public final class ChainEngine {
  private static final String KNOWN_INVALID = "an ancestor is known to be invalid";

  private final ChainParts parts;
  private final BlockIndex index;
  private final OrphanPool orphans;
  private final VerdictCache verdicts;
  private final BodyChecker bodies;
  private final TipMover tip;
  private final ChainRules rules;
  private final EngineMetrics metrics;

  private ChainEngine(ChainParts parts) {
    this.parts = parts;
    this.index = parts.index();
    EngineOptions options = parts.options();
    ChainProtocol protocol = parts.protocol();
    this.orphans = new OrphanPool(options.orphans());
    this.verdicts = new VerdictCache(protocol.transactionRules(), options.verdictCacheBytes());
    this.bodies = new BodyChecker(verdicts, parts.around().workers());
    this.tip = new TipMover(parts);
    if (index.isEmpty()) {
      writeGenesis();
    }
    this.rules = protocol.open(new ChainContext(index, parts.store(), tip, parts.around().clock()));
    tip.rules(rules);
    if (options.referenceBehaviour() && !protocol.keepsBlocksAboveTip()) {
      tip.removeAbove(index.best().height());
    }
    this.metrics = EngineMetrics.of(this, parts);
    tip.addListener(metrics);
  }

  /**
   * Opens a chain on a store that was opened with {@link ChainTables#of}; an empty store gets the
   * genesis block.
   */
  public static ChainEngine open(
      ChainProtocol protocol, Store store, EngineOptions options, Surroundings around) {
    return new ChainEngine(ChainParts.of(protocol, store, options, around));
  }

  private void writeGenesis() {
    ChainProtocol protocol = parts.protocol();
    Block genesis = protocol.parameters().genesis();
    BlockHeader header = genesis.header();
    BigInteger weight = protocol.forkChoice().weight(header);
    BlockRef ref =
        new BlockRef(genesis.hash(), 0, header.previous(), header.timestamp(), weight, 0);
    int count = genesis.transactions().size();
    UtxoView view = new UtxoView(parts.utxos()::get, protocol.utxoRules());
    try (ChainBatch batch = parts.batch()) {
      for (int i = 0; i < count; i++) {
        view.apply(genesis.transactions().get(i), i, false, 0);
      }
      index.store(ref, new StoredBlock(genesis, TxStatus.allGood(count)), batch);
      view.write(parts.utxos(), batch);
      index.moveBest(ref, List.of(), List.of(ref), batch);
      batch.write();
    } catch (RuleViolation e) {
      throw new IllegalStateException("the genesis block cannot be applied", e);
    }
  }

  // ---- reads, from any thread

  public BlockTree tree() {
    return index;
  }

  public BlockRef best() {
    return index.best();
  }

  public ChainProtocol protocol() {
    return parts.protocol();
  }

  /** The chain's rules and state; for the module that made them. */
  public ChainRules rules() {
    return rules;
  }

  /** Verdicts over transactions, shared by everything that validates. */
  public VerdictCache verdicts() {
    return verdicts;
  }

  /** A stored block with its status flags; none if it is unknown or only its header is here. */
  public Optional<StoredBlock> storedBlock(Hash hash) {
    return index.find(hash).flatMap(index::body);
  }

  /** What is known about an output as of the tip, lasting marks included. */
  public Optional<UtxoEntry> utxo(Hash output) {
    return parts.store().get(ChainTables.UTXO, output);
  }

  /** The snapshot this chain began with, if it did not begin with genesis. */
  public Optional<LoadedSnapshot> loadedSnapshot() {
    return parts.store().get(ChainTables.STATE, LoadedSnapshot.KEY).map(LoadedSnapshot::decode);
  }

  /** Whether a stored block breaks a rule of its branch, so that it never connects. */
  public boolean isKnownInvalid(BlockRef block) {
    return index.isInvalid(block);
  }

  /** Number of blocks waiting for their parent. */
  public int orphanCount() {
    return orphans.size();
  }

  ChainParts parts() {
    return parts;
  }

  BodyChecker bodies() {
    return bodies;
  }

  public void addListener(ChainListener listener) {
    tip.addListener(listener);
  }

  // ---- blocks

  /**
   * Takes a block.
   *
   * @param source who sent it, for the limits per source
   */
  public BlockOutcome process(Block block, String source) {
    return process(PreparedBlock.fresh(block, bodies), source);
  }

  /**
   * Takes a block of one's own that was rehearsed: what was found out then is not found out again.
   * If the tip has moved since, the block's changes are.
   */
  public BlockOutcome process(Rehearsal rehearsal, String source) {
    return process(new PreparedBlock(rehearsal.block(), null, rehearsal::facts, rehearsal), source);
  }

  BlockOutcome process(PreparedBlock prepared, String source) {
    long begin = metrics.begin();
    BlockOutcome outcome = consider(prepared, source);
    metrics.processed(outcome.place(), begin);
    return outcome;
  }

  private BlockOutcome consider(PreparedBlock prepared, String source) {
    Block block = prepared.block();
    if (index.find(block.hash()).isPresent()) {
      return BlockOutcome.at(Place.KNOWN);
    }
    if (orphans.contains(block.hash())) {
      return BlockOutcome.at(Place.ORPHAN);
    }
    Optional<BlockRef> parent = index.find(block.header().previous());
    if (parent.isEmpty()) {
      boolean kept = orphans.add(block, source, parts.around().clock().millis());
      return BlockOutcome.at(kept ? Place.ORPHAN : Place.REJECTED);
    }
    if (!parts.options().referenceBehaviour() && tip.hasInvalidAncestor(parent.get())) {
      orphans.removeWithDescendants(block.hash());
      return BlockOutcome.at(Place.REJECTED, RuleViolation.of(KNOWN_INVALID, Verdict.BRANCH));
    }
    return take(prepared, parent.get());
  }

  private BlockOutcome take(PreparedBlock prepared, BlockRef parent) {
    List<BlockRef> accepted = new ArrayList<>();
    try (ChainBatch batch = parts.batch()) {
      Accepted first = accept(prepared, parent, batch);
      boolean alone = orphans.waitingFor(first.ref().hash()).isEmpty();
      if (alone && parent.equals(index.best())) {
        Optional<UtxoChanges> known = prepared.changesOn(parent);
        return outcome(first.ref(), tip.extend(first.ref(), first.stored(), known, batch));
      }
      batch.write();
      accepted.add(first.ref());
    } catch (RuleViolation refused) {
      return BlockOutcome.at(Place.REJECTED, refused);
    } finally {
      index.clearPending();
    }
    acceptWaiting(accepted);
    return outcome(accepted.getFirst(), tip.chooseAmong(accepted));
  }

  private BlockOutcome outcome(BlockRef ref, RuleViolation failure) {
    return BlockOutcome.at(index.onMainChain(ref) ? Place.MAIN : Place.SIDE, failure);
  }

  /** A block that has passed all checks that need no unspent outputs. */
  private record Accepted(BlockRef ref, StoredBlock stored) {}

  /** Checks a block whose parent is stored and adds it to the batch. */
  private Accepted accept(PreparedBlock prepared, BlockRef parent, ChainBatch batch)
      throws RuleViolation {
    Block block = prepared.block();
    BlockHeader given = block.header();
    Proof proof = prepared.proof() != null ? prepared.proof() : () -> prove(given, parent);
    long now = parts.around().clock().millis();
    BlockHeader header = rules.checkHeader(new HeaderCheck(given, parent, index, now, proof));
    BodyFacts facts = prepared.facts().get();
    if (prepared.rehearsal() == null) {
      rules.checkBody(block, facts, parent, index);
    }
    Block checked =
        header.equals(given)
            ? block
            : parts.protocol().format().block(header, block.transactions());
    BlockRef ref = place(header, parent);
    StoredBlock stored = new StoredBlock(checked, facts.status());
    index.store(ref, stored, batch);
    rules.stored(ref, checked, batch);
    return new Accepted(ref, stored);
  }

  /**
   * Goes through all steps of connecting a block of one's own to the tip but for its header's
   * rules, and leaves no trace: what a producer does before it signs or works.
   *
   * @return for {@link #process(Rehearsal, String)}
   * @throws RuleViolation what would keep the block from being connected
   */
  public Rehearsal rehearse(Block block) throws RuleViolation {
    BlockRef parent = index.best();
    if (!block.header().previous().equals(parent.hash())) {
      throw new IllegalArgumentException("not a child of the tip: " + block.hash());
    }
    BodyFacts facts = bodies.check(block);
    rules.checkBody(block, facts, parent, index);
    BlockRef ref = place(block.header(), parent);
    index.pending(ref, block);
    try {
      UtxoChanges changes = tip.rehearse(ref, new StoredBlock(block, facts.status()));
      return new Rehearsal(parent, block, facts, changes);
    } finally {
      index.clearPending();
    }
  }

  private BlockRef place(BlockHeader header, BlockRef parent) {
    BigInteger weight = parent.weight().add(parts.protocol().forkChoice().weight(header));
    return new BlockRef(
        header.hash(),
        parent.height() + 1,
        parent.hash(),
        header.timestamp(),
        weight,
        index.nextOrder());
  }

  private void prove(BlockHeader header, BlockRef parent) throws RuleViolation {
    Optional<Proof> proof = rules.proof(header, parent, index);
    if (proof.isEmpty()) {
      throw new IllegalStateException(
          "the chain cannot make the proof of a block whose parent is stored: " + header.hash());
    }
    proof.get().verify();
  }

  /** Stores the orphans that have been waiting, depth first, siblings in order of arrival. */
  private void acceptWaiting(List<BlockRef> accepted) {
    List<Block> todo = new ArrayList<>(orphans.waitingFor(accepted.getFirst().hash()).reversed());
    while (!todo.isEmpty()) {
      Block block = todo.removeLast();
      BlockRef parent = index.find(block.header().previous()).orElseThrow();
      try (ChainBatch batch = parts.batch()) {
        Accepted done = accept(PreparedBlock.fresh(block, bodies), parent, batch);
        batch.write();
        orphans.remove(block.hash());
        accepted.add(done.ref());
        todo.addAll(orphans.waitingFor(block.hash()).reversed());
      } catch (RuleViolation refused) {
        if (!parts.options().referenceBehaviour() && refused.verdict() != Verdict.TEMPORARY) {
          orphans.removeWithDescendants(block.hash());
        }
      } finally {
        index.clearPending();
      }
    }
  }

  /** Forgets orphans whose time is over; to be called now and then. */
  public void expireOrphans() {
    orphans.expire(parts.around().clock().millis());
  }

  /**
   * Sets the tip back to a height and deletes every stored block above it, side branches included
   * (spec/07 §4.7). Blocks are taken back in steps, so that memory stays bounded; a kill leaves
   * some of them taken back.
   *
   * @throws IllegalArgumentException if the height is above the tip or below a loaded snapshot
   */
  public void rewind(long height) {
    if (height < index.base() || height > best().height()) {
      throw new IllegalArgumentException(
          "height " + height + " is not within " + index.base() + " to " + best().height());
    }
    tip.rewind(height);
  }
}
