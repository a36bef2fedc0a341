package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.RuleViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The signatures of a block in its place (spec/07 §4.2 a, §6.2). */
final class SignatureRules {
  private final ForkHeights forks;
  private final ConsensusResults results;
  private final EarlySignatures early;

  SignatureRules(ForkHeights forks, ConsensusResults results, EarlySignatures early) {
    this.forks = forks;
    this.results = results;
    this.early = early;
  }

  /**
   * A checked header.
   *
   * @param header with early signatures put in and those of double signers removed
   * @param added the early signatures found for it, those of double signers included: others may
   *     not know yet that the key has signed another block
   * @param second signatures of keys that have signed another stored block of this height
   */
  record Checked(VaporHeader header, List<BlockSignature> added, List<BlockSignature> second) {}

  /** Whether all present signatures of producers are good; the expensive part, pure. */
  static void verify(VaporHeader header, ConsensusNodes nodes) throws RuleViolation {
    HeaderWitness witness = new HeaderWitness(header.witness());
    for (int i = 0; i < nodes.size(); i++) {
      if (witness.has(i)
          && !new BlockSignature(header.hash(), witness.get(i), nodes.get(i).xpub()).isValid()) {
        throw ConsensusError.INVALID_SIGNATURE.ofBlock();
      }
    }
  }

  /** A header with the good signatures of another copy where it has none. */
  static VaporHeader completed(VaporHeader header, VaporHeader copy, ConsensusNodes nodes) {
    HeaderWitness witness = new HeaderWitness(header.witness());
    HeaderWitness other = new HeaderWitness(copy.witness());
    for (int i = 0; i < nodes.size(); i++) {
      if (!witness.has(i)
          && other.has(i)
          && new BlockSignature(header.hash(), other.get(i), nodes.get(i).xpub()).isValid()) {
        witness = witness.with(i, other.get(i));
      }
    }
    return witness.count(nodes.size()) == new HeaderWitness(header.witness()).count(nodes.size())
        ? header
        : header.withWitness(witness.entries());
  }

  /**
   * Completes and judges the signatures of a header whose present ones are good.
   *
   * @throws RuleViolation the producer has signed another stored block of this height, or not this
   *     one
   */
  Checked check(VaporHeader header, BlockRef parent, BlockTree tree) throws RuleViolation {
    ConsensusNodes nodes = nodes(parent, tree);
    int producer = results.slotsAfter(parent, tree).order(header.timestamp(), nodes.size());
    HeaderWitness witness = new HeaderWitness(header.witness());
    List<BlockSignature> added = new ArrayList<>();
    List<BlockSignature> second = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Bytes xpub = nodes.get(i).xpub();
      if (!witness.has(i)) {
        Bytes known = early.get(header.hash(), xpub).orElse(Bytes.EMPTY);
        if (known.isEmpty()) {
          continue;
        }
        witness = witness.with(i, known);
        added.add(new BlockSignature(header.hash(), known, xpub));
      }
      if (signedAnother(xpub, header, tree)) {
        boolean refused = refusesDoubleSigner(header.height());
        if (refused && i == producer) {
          throw ConsensusError.DOUBLE_SIGN.ofBlock();
        }
        second.add(new BlockSignature(header.hash(), witness.get(i), xpub));
        witness = refused ? witness.without(i) : witness;
      }
    }
    if (!witness.has(producer)) {
      throw ConsensusError.NO_PRODUCER_SIGNATURE.ofBlock();
    }
    return new Checked(header.withWitness(witness.entries()), added, second);
  }

  private ConsensusNodes nodes(BlockRef parent, BlockTree tree) throws RuleViolation {
    try {
      return results.nodesAfter(parent, tree);
    } catch (RuleViolation e) {
      throw e.rule().equals(ConsensusError.BAD_KEY.text()) ? ConsensusError.BAD_KEY.ofBlock() : e;
    }
  }

  /**
   * Whether what a double signer signed second is refused. The reference does so, and thereby a
   * producer who shows two blocks of one height to two parts of the network splits it for ever:
   * each part refuses the other's block and all that follows. Under the strict rules both are kept.
   * More than two thirds of the signatures still cannot be on both, as long as no more than a third
   * of the keys sign twice.
   */
  boolean refusesDoubleSigner(long height) {
    return !forks.strictAt(height);
  }

  /** Whether a key has signed another stored block of the header's height. */
  boolean signedAnother(Bytes xpub, VaporHeader header, BlockTree tree) throws RuleViolation {
    for (BlockRef other : tree.atHeight(header.height())) {
      if (!other.hash().equals(header.hash()) && hasSigned(xpub, other, tree)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the stored header of a block holds a signature of a key. */
  boolean hasSigned(Bytes xpub, BlockRef block, BlockTree tree) throws RuleViolation {
    if (block.height() == 0) {
      return false;
    }
    OptionalInt order = results.nodesAfter(tree.parent(block).orElseThrow(), tree).orderOf(xpub);
    return order.isPresent() && witness(block, tree).has(order.getAsInt());
  }

  static HeaderWitness witness(BlockRef block, BlockTree tree) {
    return new HeaderWitness(((VaporHeader) tree.header(block)).witness());
  }

  /** Whether a stored block has the signatures of more than two thirds of its producers. */
  boolean irreversible(BlockRef block, BlockTree tree) throws RuleViolation {
    return block.height() == 0
        || witness(block, tree)
            .irreversible(results.nodesAfter(tree.parent(block).orElseThrow(), tree));
  }
}
