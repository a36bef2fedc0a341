package io.bystack.dpos;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what an operator should know and keeps the latest of it for status pages and the production
 * gate. Safe for any thread.
 */
public final class WatchedEvents implements ConsensusEvents {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedEvents.class);
  private static final int KEPT = 100;

  /**
   * Something an operator should look at.
   *
   * @param kind stable name: {@code forbidden}, {@code double-sign}, {@code key-used-elsewhere},
   *     {@code unconnectable}
   */
  public record Alarm(String kind, BlockRef block, String facts) {}

  private final Deque<Alarm> alarms = new ArrayDeque<>();
  private final List<Consumer<BlockRef>> finalityListeners = new CopyOnWriteArrayList<>();
  private long total;
  private Optional<Long> foreignSignature = Optional.empty();

  /** Has someone told of every block that becomes the last irreversible one. */
  public void onIrreversible(Consumer<BlockRef> listener) {
    finalityListeners.add(listener);
  }

  @Override
  public void irreversible(BlockRef block) {
    finalityListeners.forEach(listener -> listener.accept(block));
  }

  @Override
  public void alarm(BlockRef block, StrictRules.Finding finding) {
    raise(new Alarm("forbidden", block, finding.toString()));
  }

  @Override
  public void doubleSigned(BlockRef block, BlockSignature signature) {
    raise(new Alarm("double-sign", block, "key " + signature.xpub()));
  }

  @Override
  public void keyUsedElsewhere(BlockRef block) {
    synchronized (this) {
      if (foreignSignature.equals(Optional.of(block.height()))) {
        // Told when the block was stored, and again when it was connected.
        return;
      }
      foreignSignature = Optional.of(block.height());
    }
    raise(new Alarm("key-used-elsewhere", block, "our key signed it without this node"));
  }

  @Override
  public void unconnectable(BlockRef block, RuleViolation why) {
    raise(new Alarm("unconnectable", block, why.getMessage()));
  }

  @Override
  public void refused(BlockSignature signature, RuleViolation why) {
    LOG.debug("signature of block {} by {} refused: {}", signature.block(), signature.xpub(), why);
  }

  private void raise(Alarm alarm) {
    LOG.warn("{} in block {}: {}", alarm.kind(), alarm.block(), alarm.facts());
    synchronized (this) {
      total++;
      alarms.addLast(alarm);
      if (alarms.size() > KEPT) {
        alarms.removeFirst();
      }
    }
  }

  /** The latest alarms, oldest first. */
  public synchronized List<Alarm> alarms() {
    return List.copyOf(alarms);
  }

  /** How many there have been since the start. */
  public synchronized long total() {
    return total;
  }

  /** The height of a block our key signed without this node: what the gate asks for. */
  public synchronized Optional<Long> foreignSignature() {
    return foreignSignature;
  }
}
