package io.bystack.pow.stratum;

import io.bystack.core.bytes.Hash;
import io.bystack.pow.ClassicHeader;
import io.bystack.pow.consensus.CompactTarget;
import io.bystack.pow.consensus.PowFunction;
import io.bystack.pow.mining.BlockTemplate;
import io.bystack.pow.mining.WorkBoard;
import io.bystack.pow.mining.WorkRejected;
import java.math.BigInteger;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies shares away from the event loops and hands found blocks on. A nonce counts once per
 * header, whoever sends it. Thread-safe.
 */
final class ShareDesk {
  private static final Logger LOG = LoggerFactory.getLogger(ShareDesk.class);

  // Some 40 MiB; an hour of shares of 600 miners at the wished pace.
  private static final int SEEN_HEADERS = 1 << 18;

  private final WorkBoard board;
  private final PowFunction function;
  private final Executor verifiers;
  private final SeenHeaders seen = new SeenHeaders(SEEN_HEADERS);
  private volatile Hash parent = Hash.ZERO;

  /**
   * A desk.
   *
   * @param verifiers compute proofs of work; bounded, rejecting when it is full
   */
  ShareDesk(WorkBoard board, PowFunction function, Executor verifiers) {
    this.board = board;
    this.function = function;
    this.verifiers = verifiers;
  }

  /**
   * A verified share.
   *
   * @param block whether it solved a block that was taken
   */
  record Verdict(ShareResult result, boolean block) {
    static Verdict refused(ShareResult result) {
      return new Verdict(result, false);
    }
  }

  /** Nonces of another parent's headers need not be known any more. */
  void newTemplate(BlockTemplate template) {
    if (!template.parent().hash().equals(parent)) {
      parent = template.parent().hash();
      seen.clear();
    }
  }

  /**
   * Checks a share and tells the result, on a thread of the executor or at once.
   *
   * @return false if there is no room for it now
   */
  boolean check(Given given, long nonce, Consumer<Verdict> result) {
    if (board.isStale(given.template())) {
      result.accept(Verdict.refused(ShareResult.STALE));
      return true;
    }
    ClassicHeader header = given.template().header(nonce);
    if (!seen.add(header.hash())) {
      result.accept(Verdict.refused(ShareResult.DUPLICATE));
      return true;
    }
    try {
      verifiers.execute(() -> result.accept(verify(given, header)));
      return true;
    } catch (RejectedExecutionException e) {
      seen.remove(header.hash());
      return false;
    }
  }

  private Verdict verify(Given given, ClassicHeader header) {
    Hash pow = function.hash(header.hash(), given.template().seed());
    BigInteger number = CompactTarget.number(pow);
    boolean block = CompactTarget.isMet(pow, header.bits()) && submit(given.template(), header);
    if (!block && number.compareTo(given.job().target()) > 0) {
      return Verdict.refused(ShareResult.LOW_DIFFICULTY);
    }
    return new Verdict(ShareResult.ACCEPTED, block);
  }

  private boolean submit(BlockTemplate template, ClassicHeader header) {
    try {
      board.submit(template, header);
      LOG.info("a miner found block {} {}", header.height(), header.hash());
      return true;
    } catch (WorkRejected e) {
      LOG.info("a miner found block {} {} in vain: {}", header.height(), header.hash(), e.why());
      return false;
    }
  }

  /** A job with what the server must remember of it. */
  record Given(Job job, BlockTemplate template, long difficulty) {}
}
