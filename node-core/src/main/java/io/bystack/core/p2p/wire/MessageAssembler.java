package io.bystack.core.p2p.wire;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the parts of messages together, one message per channel at a time (spec/04 §4). What it
 * holds is bounded per message here and over all peers by a shared {@link MemoryBudget}. Not
 * thread-safe.
 */
public final class MessageAssembler {
  /** Most bytes of a message before decompression. */
  public static final int MAX_MESSAGE = 22_020_096;

  private final MemoryBudget budget;
  private final Map<Integer, ByteWriter> partial = new HashMap<>();
  private long held;

  public MessageAssembler(MemoryBudget budget) {
    this.budget = budget;
  }

  /**
   * Adds a part; the message if it is complete.
   *
   * @throws DecodeException if the message grows too long or memory for all peers is used up
   */
  public Optional<Bytes> add(Packet.Part part) throws DecodeException {
    ByteWriter open = partial.get(part.channel());
    if (open == null && part.last()) {
      return Optional.of(part.payload());
    }
    int size = (open == null ? 0 : open.size()) + part.payload().length();
    if (size > MAX_MESSAGE) {
      throw DecodeException.format("message of more than " + MAX_MESSAGE + " bytes", -1);
    }
    if (!budget.take(part.payload().length())) {
      throw DecodeException.format("no memory left for unfinished messages", -1);
    }
    held += part.payload().length();
    if (open == null) {
      open = new ByteWriter(part.payload().length());
      partial.put(part.channel(), open);
    }
    open.raw(part.payload());
    if (!part.last()) {
      return Optional.empty();
    }
    partial.remove(part.channel());
    budget.give(open.size());
    held -= open.size();
    return Optional.of(open.toBytes());
  }

  /** Forgets all parts and gives their memory back. */
  public void clear() {
    partial.clear();
    budget.give(held);
    held = 0;
  }
}
