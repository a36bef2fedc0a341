package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.BodyFacts;
import io.bystack.core.consensus.BodyRules;
import io.bystack.core.consensus.ChainContext;
import io.bystack.core.consensus.ChainRules;
import io.bystack.core.consensus.HeaderCheck;
import io.bystack.core.consensus.Proof;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.StateWriter;
import io.bystack.core.consensus.Transition;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.TxStatus;
import java.util.List;
import java.util.Optional;

/**
 * The side chain's rules at work on one chain (spec/07 §4, §6): who may produce, what a block must
 * pay, what becomes irreversible, and what this node signs.
 */
public final class DposRules implements ChainRules {
  private static final long LOOK_AHEAD = 1_200;

  private final DposParameters parameters;
  private final ChainContext context;
  private final NodeRole role;
  private final SubProtocolRules sub;
  private final ConsensusResults results;
  private final KeyWatch watch;
  private final EarlySignatures early = new EarlySignatures();
  private final SignatureRules signatures;
  private final Finality finality;
  private final Noticed noticed;

  /**
   * @param federation consensus keys of the federation in its order
   */
  DposRules(
      DposParameters parameters,
      List<Bytes> federation,
      ChainContext context,
      NodeRole role,
      SubProtocol sub) {
    this.parameters = parameters;
    this.context = context;
    this.role = role;
    this.watch = new KeyWatch(role);
    this.noticed = new Noticed(role, watch);
    this.sub = new SubProtocolRules(sub, parameters.gas().maxBlockGas(), context.tables());
    this.results = new ConsensusResults(parameters, federation, context.tables());
    this.signatures = new SignatureRules(parameters.forks(), results, early);
    this.finality = new Finality(context.tree(), context.tables());
  }

  // ---- blocks

  @Override
  public Optional<Proof> proof(BlockHeader header, BlockRef parent, BlockTree tree) {
    VaporHeader vapor = (VaporHeader) header;
    BlockRef boundary = results.boundary(parent, tree);
    if (context.tree().find(boundary.hash()).isEmpty()) {
      // Who may sign depends on votes in blocks of which only the headers are here.
      return Optional.empty();
    }
    try {
      ConsensusNodes nodes = results.nodesAfter(parent, tree);
      return Optional.of(() -> SignatureRules.verify(vapor, nodes));
    } catch (RuleViolation e) {
      // The header check finds the same again and says it in its place.
      return Optional.of(() -> {});
    }
  }

  @Override
  public BlockHeader checkHeader(HeaderCheck check) throws RuleViolation {
    VaporHeader header = (VaporHeader) check.header();
    BlockRef parent = check.parent();
    check.proof().verify();
    SignatureRules.Checked checked = checkSignatures(header, parent, check.tree());
    results.after(parent, check.tree());
    long parentVersion = check.tree().header(parent).version();
    HeaderRules.check(header, parent, parentVersion, check.nowMillis(), parameters.round());
    noticed.signatures(header.hash(), checked);
    return checked.header();
  }

  private SignatureRules.Checked checkSignatures(
      VaporHeader header, BlockRef parent, BlockTree tree) throws RuleViolation {
    try {
      return signatures.check(header, parent, tree);
    } catch (RuleViolation e) {
      if (e.verdict() == RuleViolation.Verdict.TEMPORARY) {
        watch.refused(header, parent, tree, inForce());
      }
      throw e;
    }
  }

  /** Good signatures of producers whose places are empty are taken over. */
  @Override
  public BlockHeader completed(
      BlockHeader checked, BlockHeader copy, BlockRef parent, BlockTree tree) {
    try {
      return SignatureRules.completed(
          (VaporHeader) checked, (VaporHeader) copy, results.nodesAfter(parent, tree));
    } catch (RuleViolation e) {
      throw new IllegalStateException("a checked block has no producers: " + checked.hash(), e);
    }
  }

  /** Version, height and time; who may sign follows from blocks that are not here yet. */
  @Override
  public void checkHeaderAhead(HeaderCheck check) throws RuleViolation {
    BlockRef parent = check.parent();
    long parentVersion = check.tree().header(parent).version();
    HeaderRules.check(
        (VaporHeader) check.header(), parent, parentVersion, check.nowMillis(), parameters.round());
  }

  @Override
  public void checkBody(Block block, BodyFacts facts, BlockRef parent, BlockTree tree)
      throws RuleViolation {
    try {
      BodyRules.checkTransactions(block, facts, parameters.gas().maxBlockGas());
    } catch (RuleViolation e) {
      throw e.as(BodyRules.INVALID_BLOCK);
    }
    List<Reward> due = results.dueAfter(parent, tree);
    CoinbaseRule.check(block, due.stream().mapToLong(Reward::amount).sum());
    try {
      BodyRules.checkRoots(block, facts);
    } catch (RuleViolation e) {
      throw e.as(BodyRules.INVALID_BLOCK);
    }
    checkStatus(block, facts.status());
    sub.check(block, facts.status());
    if (parameters.forks().strictAt(block.height())) {
      StrictRules.check(block, facts.status(), due);
    } else {
      noticed.findings(block.hash(), StrictRules.findings(block, facts.status(), due));
    }
  }

  private void checkStatus(Block block, TxStatus status) throws RuleViolation {
    if (status.failed().contains(true) && !parameters.forks().allowsStatusFail(block.height())) {
      throw ConsensusError.STATUS_FAILED.violation().in(SubProtocolRules.CONTEXT);
    }
  }

  /**
   * Runs on a block of our own, before it is signed, what its rehearsal by the engine does not
   * settle: its header's rules, the strict rules on any network, and that votes, rewards and the
   * next election can be computed after it (spec/07 §13 Q9).
   */
  public void checkOwn(Block block, TxStatus status, BlockRef parent) throws RuleViolation {
    BlockTree tree = context.tree();
    VaporHeader header = (VaporHeader) block.header();
    long parentVersion = tree.header(parent).version();
    HeaderRules.check(header, parent, parentVersion, context.clock().millis(), parameters.round());
    if (!parameters.forks().strictAt(block.height())) {
      StrictRules.check(block, status, results.dueAfter(parent, tree));
    }
    ConsensusResult after =
        results.after(parent, tree).apply(block.hash(), results.learn(block), parameters.round());
    results.elect(after.votes());
  }

  @Override
  public void stored(BlockRef ref, Block block, StateWriter out) {
    try {
      out.put(DposTables.EFFECTS, ref.hash(), results.learn(block));
    } catch (RuleViolation e) {
      // A block without an effect is stored and never connected; connecting it finds this again.
      role.events().unconnectable(ref, e);
    }
    forgetEarly(ref, (VaporHeader) block.header());
    noticed.tell(ref);
  }

  /** Early signatures stay until their block is stored. */
  private void forgetEarly(BlockRef ref, VaporHeader header) {
    try {
      BlockRef parent = context.tree().find(header.previous()).orElseThrow();
      ConsensusNodes nodes = results.nodesAfter(parent, context.tree());
      nodes.list().forEach(node -> early.remove(ref.hash(), node.xpub()));
      watch.look(ref, nodes, new HeaderWitness(header.witness()));
    } catch (RuleViolation e) {
      throw new IllegalStateException("a stored block has no producers: " + ref, e);
    }
  }

  @Override
  public void removed(BlockRef ref, StateWriter out) {
    out.delete(DposTables.EFFECTS, ref.hash());
    out.delete(DposTables.RESULTS, ref.hash());
  }

  @Override
  public Transition begin() {
    return sub.with(new DposTransition(context.tree(), inForce(), finality, role));
  }

  private RulesInForce inForce() {
    return new RulesInForce(parameters, results, signatures);
  }

  @Override
  public long finalHeight() {
    return finality.block().height();
  }

  /** The last irreversible block. */
  public BlockRef finalBlock() {
    return finality.block();
  }

  // ---- signatures that come by themselves

  /** What became of a received signature. */
  public enum Received {
    /** Its block is not stored; kept for it. */
    EARLY,
    /** Its place was filled already. */
    KNOWN,
    /** Now in its block's header, and announced. */
    ADDED
  }

  /**
   * Takes a signature from a peer (spec/07 §6.3). Must run on the engine's thread. A signature that
   * was added stays even if the switch it brings about fails.
   *
   * @throws RuleViolation the signature is refused, or the switch to its branch failed
   */
  public Received receive(BlockSignature signature) throws RuleViolation {
    BlockTree tree = context.tree();
    Optional<BlockRef> stored = tree.find(signature.block());
    if (stored.isEmpty()) {
      if (!signature.isValid()) {
        throw ConsensusError.INVALID_SIGNATURE.violation();
      }
      early.put(signature, mayProduce(signature.xpub()));
      return Received.EARLY;
    }
    BlockRef block = stored.get();
    if (block.height() == 0) {
      throw ConsensusError.UNKNOWN_NODE.violation();
    }
    ConsensusNodes nodes = results.nodesAfter(tree.parent(block).orElseThrow(), tree);
    int order = nodes.orderOf(signature.xpub()).orElseThrow(ConsensusError.UNKNOWN_NODE::violation);
    VaporHeader header = (VaporHeader) tree.header(block);
    HeaderWitness witness = new HeaderWitness(header.witness());
    if (witness.has(order)) {
      return Received.KNOWN;
    }
    if (!signature.isValid()) {
      throw ConsensusError.INVALID_SIGNATURE.violation();
    }
    watch.look(block, signature.xpub());
    if (signatures.signedAnother(signature.xpub(), header, tree)) {
      watch.doubleSigned(block, signature);
      if (signatures.refusesDoubleSigner(block.height())) {
        throw ConsensusError.DOUBLE_SIGN.violation();
      }
    }
    add(block, header, witness.with(order, signature.signature()), nodes);
    role.announcer().announce(signature);
    settle(block, nodes);
    return Received.ADDED;
  }

  private void add(
      BlockRef block, VaporHeader header, HeaderWitness witness, ConsensusNodes nodes) {
    boolean becomesFinal =
        witness.irreversible(nodes)
            && block.height() > finality.block().height()
            && context.tree().onMainChain(block);
    context
        .control()
        .write(out -> {
          out.replaceHeader(header.withWitness(witness.entries()));
          if (becomesFinal) {
            finality.write(block, out);
          }
        });
    if (becomesFinal) {
      finality.set(block);
      role.events().irreversible(block);
    }
  }

  /** A side block that has become irreversible takes the tip with it. */
  private void settle(BlockRef block, ConsensusNodes nodes) throws RuleViolation {
    BlockTree tree = context.tree();
    if (block.height() > finality.block().height()
        && !tree.onMainChain(block)
        && SignatureRules.witness(block, tree).irreversible(nodes)) {
      context.control().switchToDescendantOf(block.hash());
    }
  }

  /**
   * Takes the signatures of a header that came again, with a known block or by itself. Each is
   * judged alone: a bad one keeps no other from being used.
   *
   * @return how many were new
   */
  public int receive(VaporHeader header) {
    Optional<BlockRef> stored = context.tree().find(header.hash());
    if (stored.isEmpty() || stored.get().height() == 0) {
      return 0;
    }
    int added = 0;
    try {
      BlockRef parent = context.tree().parent(stored.get()).orElseThrow();
      ConsensusNodes nodes = results.nodesAfter(parent, context.tree());
      HeaderWitness witness = new HeaderWitness(header.witness());
      for (int i = 0; i < nodes.size(); i++) {
        if (witness.has(i)) {
          added += take(new BlockSignature(header.hash(), witness.get(i), nodes.get(i).xpub()));
        }
      }
    } catch (RuleViolation e) {
      throw new IllegalStateException("a stored block has no producers: " + stored.get(), e);
    }
    return added;
  }

  /**
   * Switches to a stored side branch that has an irreversible block above ours, as the late message
   * of one of its signatures would make us do. The reference waits until that branch is higher: a
   * producer alone on a branch of its own could keep it from ever getting there. To be called from
   * time to time.
   *
   * @return whether the tip moved
   * @throws RuleViolation the branch cannot be connected; nothing has changed
   */
  public boolean followIrreversible() throws RuleViolation {
    BlockTree tree = context.tree();
    long lowest = finality.block().height() + 1;
    long highest = Math.min(tree.best().height(), lowest + LOOK_AHEAD);
    for (long height = highest; height >= lowest; height--) {
      for (BlockRef block : tree.atHeight(height)) {
        if (!tree.onMainChain(block) && signatures.irreversible(block, tree)) {
          return context.control().switchToDescendantOf(block.hash());
        }
      }
    }
    return false;
  }

  private int take(BlockSignature signature) {
    try {
      return receive(signature) == Received.ADDED ? 1 : 0;
    } catch (RuleViolation refused) {
      role.events().refused(signature, refused);
      return 0;
    }
  }

  private boolean mayProduce(Bytes xpub) throws RuleViolation {
    BlockRef best = context.tree().best();
    ConsensusResult result = results.after(best, context.tree());
    long votes = result.votes().getOrDefault(xpub, 0L);
    return results.nodesAfter(best, context.tree()).orderOf(xpub).isPresent()
        || Long.compareUnsigned(votes, parameters.stake().minConsensusNodeVotes()) >= 0;
  }

  // ---- questions

  /** The protocol on top of this chain's blocks. */
  public SubProtocolRules subProtocol() {
    return sub;
  }

  /** Results and producers of any stored block. Safe for any thread. */
  public ConsensusView view() {
    return new ConsensusView(parameters, results, context.tree(), finality);
  }

  /** The signatures a stored block has now, by order of its producers. */
  public List<Bytes> witness(Hash block) {
    return context
        .tree()
        .find(block)
        .map(ref -> SignatureRules.witness(ref, context.tree()).entries())
        .orElse(List.of());
  }
}
