package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.dpos.guard.SigningRecord;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Looks for signatures of this node's key that this node has not made: whoever made them has the
 * key, and the two will sign different blocks of one height sooner or later. Runs on the engine's
 * thread, before anything is signed.
 */
final class KeyWatch {
  private final NodeRole role;

  KeyWatch(NodeRole role) {
    this.role = role;
  }

  /** Looks at the signatures of a block. */
  void look(BlockRef block, ConsensusNodes nodes, HeaderWitness witness) {
    Optional<OwnSigner> signer = role.signer();
    if (signer.isPresent()) {
      OptionalInt order = nodes.orderOf(signer.get().xpub());
      if (order.isPresent() && witness.has(order.getAsInt())) {
        look(block, signer.get().xpub());
      }
    }
  }

  /** Looks at a good signature of a block by some key. */
  void look(BlockRef block, Bytes xpub) {
    if (isOurs(xpub) && !isRecorded(block, role.signer().orElseThrow().record())) {
      role.events().keyUsedElsewhere(block);
    }
  }

  private boolean isOurs(Bytes xpub) {
    return role.signer().map(OwnSigner::xpub).filter(xpub::equals).isPresent();
  }

  /**
   * Whether the record can have allowed a block. Of heights below its last it knows nothing more;
   * there two blocks with our signature tell, see {@link #doubleSigned}.
   */
  private static boolean isRecorded(BlockRef block, SigningRecord record) {
    if (record.last().isEmpty()) {
      return false;
    }
    SigningRecord.Signed last = record.last().get();
    return block.height() < last.height()
        || (block.height() == last.height() && last.block().map(block.hash()::equals).orElse(true));
  }

  /** A key has signed a second block of one height; our record keeps us from doing so. */
  void doubleSigned(BlockRef block, BlockSignature signature) {
    role.events().doubleSigned(block, signature);
    if (isOurs(signature.xpub())) {
      role.events().keyUsedElsewhere(block);
    }
  }

  /**
   * Looks at a block that is refused although its signatures are good: under the exact rules a
   * second block of our key's own slot is.
   */
  void refused(VaporHeader header, BlockRef parent, BlockTree tree, RulesInForce rules)
      throws RuleViolation {
    ConsensusNodes nodes = rules.results().nodesAfter(parent, tree);
    int order = rules.results().slotsAfter(parent, tree).order(header.timestamp(), nodes.size());
    Bytes producer = nodes.get(order).xpub();
    if (isOurs(producer)
        && new HeaderWitness(header.witness()).has(order)
        && rules.signatures().signedAnother(producer, header, tree)) {
      role.events()
          .keyUsedElsewhere(
              new BlockRef(
                  header.hash(),
                  header.height(),
                  parent.hash(),
                  header.timestamp(),
                  parent.weight(),
                  parent.order()));
    }
  }
}
