package io.bystack.dpos;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /** What an alarm is about. */
  public enum Kind {
    /** A block has something the strict rules forbid, on a network that does not have them. */
    FORBIDDEN,
    /** A producer has signed two blocks of one height. */
    DOUBLE_SIGN,
    /** Our key has signed without this node. */
    KEY_USED_ELSEWHERE,
    /** A stored block can never be connected. */
    UNCONNECTABLE;

    /** Its stable name. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Something an operator should look at. */
  public record Alarm(Kind kind, BlockRef block, String facts) {}

  private final Deque<Alarm> alarms = new ArrayDeque<>();
  private final List<Consumer<BlockRef>> finalityListeners = new CopyOnWriteArrayList<>();
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
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
    raise(new Alarm(Kind.FORBIDDEN, block, finding.toString()));
  }

  @Override
  public void doubleSigned(BlockRef block, BlockSignature signature) {
    raise(new Alarm(Kind.DOUBLE_SIGN, block, "key " + signature.xpub()));
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
    raise(new Alarm(Kind.KEY_USED_ELSEWHERE, block, "our key signed it without this node"));
  }

  @Override
  public void unconnectable(BlockRef block, RuleViolation why) {
    raise(new Alarm(Kind.UNCONNECTABLE, block, why.getMessage()));
  }

  @Override
  public void refused(BlockSignature signature, RuleViolation why) {
    LOG.debug("signature of block {} by {} refused: {}", signature.block(), signature.xpub(), why);
  }

  private void raise(Alarm alarm) {
    LOG.warn("{} in block {}: {}", alarm.kind().text(), alarm.block(), alarm.facts());
    synchronized (this) {
      counts.merge(alarm.kind(), 1L, Long::sum);
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
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many of a kind there have been since the start. */
  public synchronized long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** The height of a block our key signed without this node: what the gate asks for. */
  public synchronized Optional<Long> foreignSignature() {
    return foreignSignature;
  }
}
