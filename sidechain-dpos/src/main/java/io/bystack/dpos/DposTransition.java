package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.StateWriter;
import io.bystack.core.consensus.Transition;
import io.bystack.core.model.Block;
import io.bystack.dpos.guard.SigningRecord;
import io.bystack.dpos.guard.SigningRecord.Allowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One change of tip (spec/07 §4.4, §4.5). What this node signs is decided while blocks are attached
 * and signed only when the whole change is good and allowed: never a block of a branch that is
 * refused.
 */
final class DposTransition implements Transition {
  private final BlockTree tree;
  private final RulesInForce rules;
  private final Finality finality;
  private final NodeRole role;
  private final KeyWatch watch;
  private final List<BlockRef> attached = new ArrayList<>();
  private final List<BlockSignature> signed = new ArrayList<>();
  private final List<ConsensusResult> roundEnds = new ArrayList<>();
  private Optional<BlockRef> lowestDetached = Optional.empty();
  private BlockRef nextFinal;

  DposTransition(BlockTree tree, RulesInForce rules, Finality finality, NodeRole role) {
    this.tree = tree;
    this.rules = rules;
    this.finality = finality;
    this.role = role;
    this.watch = new KeyWatch(role);
    this.nextFinal = finality.block();
  }

  @Override
  public void detach(BlockRef ref, Block block) {
    lowestDetached = Optional.of(ref);
  }

  @Override
  public void attach(BlockRef ref, Block block) throws RuleViolation {
    rules.results().learn(block);
    ConsensusResult result = rules.results().after(ref, tree);
    if (rules.parameters().round().endsRound(ref.height())) {
      roundEnds.add(result);
    }
    attached.add(ref);
    watch.look(ref, nodes(ref), SignatureRules.witness(ref, tree));
  }

  /** A rewind only detaches and is always allowed. */
  @Override
  public boolean allowed() {
    return attached.isEmpty() || finalAllows(highestIrreversible());
  }

  /**
   * Nothing at or below the last irreversible block is undone, unless an attached block is
   * irreversible above it.
   */
  private boolean finalAllows(Optional<BlockRef> highest) {
    long last = finality.block().height();
    return lowestDetached.isEmpty()
        || lowestDetached.get().height() > last
        || highest.map(b -> b.height() > last).orElse(false);
  }

  /** The highest attached block that is irreversible, our own signatures to come included. */
  private Optional<BlockRef> highestIrreversible() {
    Optional<BlockRef> highest = Optional.empty();
    Optional<SigningRecord> record = role.signer().map(OwnSigner::record);
    for (BlockRef block : attached) {
      HeaderWitness witness = SignatureRules.witness(block, tree);
      ConsensusNodes nodes = nodes(block);
      OptionalInt place = ownPlace(block, nodes, witness);
      if (place.isPresent()
          && record.orElseThrow().sign(block.height(), block.hash()) instanceof Allowed next) {
        record = Optional.of(next.next());
        witness = witness.with(place.getAsInt(), Bytes.of(1));
      }
      if (witness.irreversible(nodes)) {
        highest = Optional.of(block);
      }
    }
    return highest;
  }

  /**
   * Our order among a block's producers if it lacks our signature, no other block has it and we
   * sign at all.
   */
  private OptionalInt ownPlace(BlockRef block, ConsensusNodes nodes, HeaderWitness witness) {
    if (role.signer().isEmpty() || role.signer().get().isClosed()) {
      return OptionalInt.empty();
    }
    Bytes xpub = role.signer().get().xpub();
    OptionalInt order = nodes.orderOf(xpub);
    if (order.isEmpty() || witness.has(order.getAsInt())) {
      return OptionalInt.empty();
    }
    try {
      VaporHeader header = (VaporHeader) tree.header(block);
      return rules.signatures().signedAnother(xpub, header, tree) ? OptionalInt.empty() : order;
    } catch (RuleViolation e) {
      throw new IllegalStateException("stored blocks without producers at " + block, e);
    }
  }

  private ConsensusNodes nodes(BlockRef block) {
    try {
      return rules.results().nodesAfter(tree.parent(block).orElseThrow(), tree);
    } catch (RuleViolation e) {
      throw new IllegalStateException("a stored block has no producers: " + block, e);
    }
  }

  @Override
  public void write(StateWriter out) {
    if (attached.isEmpty()) {
      writeRewind(out);
      return;
    }
    for (ConsensusResult result : roundEnds) {
      out.put(DposTables.RESULTS, result.blockHash(), result);
    }
    for (BlockRef block : attached) {
      HeaderWitness witness = sign(block, out);
      if (witness.irreversible(nodes(block)) && block.height() > nextFinal.height()) {
        nextFinal = block;
      }
    }
    if (!nextFinal.equals(finality.block())) {
      finality.write(nextFinal, out);
    }
  }

  /** A rewind takes the last irreversible block down with the tip. */
  private void writeRewind(StateWriter out) {
    BlockRef tip = lowestDetached.flatMap(tree::parent).orElseGet(tree::best);
    if (tip.height() < nextFinal.height()) {
      nextFinal = tip;
      finality.write(tip, out);
    }
  }

  /** Adds our signature to a block if it is ours to sign; the witness as it is then. */
  private HeaderWitness sign(BlockRef block, StateWriter out) {
    HeaderWitness witness = SignatureRules.witness(block, tree);
    OptionalInt place = ownPlace(block, nodes(block), witness);
    if (place.isEmpty()) {
      return witness;
    }
    Optional<BlockSignature> signature =
        role.signer().orElseThrow().sign(block.height(), block.hash());
    if (signature.isEmpty()) {
      return witness;
    }
    signed.add(signature.get());
    HeaderWitness grown = witness.with(place.getAsInt(), signature.get().signature());
    out.replaceHeader(((VaporHeader) tree.header(block)).withWitness(grown.entries()));
    return grown;
  }

  @Override
  public void committed() {
    if (!nextFinal.equals(finality.block())) {
      finality.set(nextFinal);
      role.events().irreversible(nextFinal);
    }
    signed.forEach(role.announcer()::announce);
  }
}
