package io.bystack.dpos.guard;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.util.Optional;

/**
 * What one key has signed on one chain: its highest block. A key signs a height only above that
 * block's, or that very block again; so it never signs two blocks of one height, whatever happens
 * to the rest of the node.
 *
 * @param chain hash of the chain's genesis block
 * @param xpub 64-byte extended public key
 * @param last the highest block signed; empty if the key has never signed
 */
public record SigningRecord(Hash chain, Bytes xpub, Optional<Signed> last) {

  /**
   * A height used up.
   *
   * @param height nothing below is signed any more
   * @param block the block signed at this height; empty if only the height is known
   */
  public record Signed(long height, Optional<Hash> block) {}

  /** What the rule says to a request; never null. */
  public sealed interface Verdict permits Allowed, Refused {}

  /** The block may be signed once {@code next} is on disk. */
  public record Allowed(SigningRecord next) implements Verdict {}

  /** The block must not be signed. */
  public record Refused(Reason reason, String facts) implements Verdict {}

  /** Why a signature is refused. */
  public enum Reason {
    /** Another block of this height has been signed, or one nobody knows. */
    HEIGHT_USED,
    /** A block above has been signed. */
    BELOW_LAST,
    /** The block is of another chain. */
    WRONG_CHAIN,
    /** The request is for another key. */
    WRONG_KEY
  }

  /** A key that has never signed on a chain. */
  public static SigningRecord fresh(Hash chain, Bytes xpub) {
    return new SigningRecord(chain, xpub, Optional.empty());
  }

  /** Whether the block may be signed, and what is to be remembered then. */
  public Verdict sign(long height, Hash block) {
    if (last.isEmpty()) {
      return new Allowed(with(height, block));
    }
    Signed signed = last.get();
    if (height < signed.height()) {
      return new Refused(
          Reason.BELOW_LAST, "height " + height + ", last signed height " + signed.height());
    }
    if (height == signed.height()) {
      return signed.block().equals(Optional.of(block))
          ? new Allowed(this)
          : new Refused(
              Reason.HEIGHT_USED,
              "height %d, asked for block %s, used for %s"
                  .formatted(
                      height, block, signed.block().map(Hash::toString).orElse("an unknown one")));
    }
    return new Allowed(with(height, block));
  }

  /**
   * This record or the other, whichever is further; at one height with different blocks the height
   * with no block. For import, fail-over and repair: no height ever goes down.
   */
  public Verdict merge(SigningRecord other) {
    if (!other.chain.equals(chain)) {
      return new Refused(Reason.WRONG_CHAIN, "chain " + other.chain + ", expected " + chain);
    }
    if (!other.xpub.equals(xpub)) {
      return new Refused(Reason.WRONG_KEY, "key " + other.xpub + ", expected " + xpub);
    }
    return new Allowed(new SigningRecord(chain, xpub, further(other)));
  }

  /** This record with every height up to {@code height} used up. */
  public SigningRecord floor(long height) {
    boolean above = last.isEmpty() || last.get().height() < height;
    return above
        ? new SigningRecord(chain, xpub, Optional.of(new Signed(height, Optional.empty())))
        : this;
  }

  private Optional<Signed> further(SigningRecord other) {
    if (last.isEmpty() || other.last.isEmpty()) {
      return last.isEmpty() ? other.last : last;
    }
    Signed mine = last.get();
    Signed theirs = other.last.get();
    if (mine.height() != theirs.height()) {
      return mine.height() > theirs.height() ? last : other.last;
    }
    return mine.equals(theirs) ? last : Optional.of(new Signed(mine.height(), Optional.empty()));
  }

  private SigningRecord with(long height, Hash block) {
    return new SigningRecord(chain, xpub, Optional.of(new Signed(height, Optional.of(block))));
  }
}
