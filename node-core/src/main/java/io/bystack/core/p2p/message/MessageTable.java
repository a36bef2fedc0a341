package io.bystack.core.p2p.message;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.wire.WireReader;
import io.bystack.core.p2p.wire.WireWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The messages of one channel by their type byte (spec/04 §5). Immutable, thread-safe. */
public final class MessageTable {
  /** Most bytes of one message, type byte included, after decompression (spec/04 §5). */
  public static final int MAX_MESSAGE = 22_020_098;

  private final Map<Integer, Entry<?>> byType = new HashMap<>();
  private final Map<Class<?>, Entry<?>> byClass = new HashMap<>();
  private final Map<Class<?>, String> names = new HashMap<>();

  /** How one kind of message is coded: its type byte, its record, its fields. */
  public record Entry<M extends Message>(
      int type, Class<M> kind, WireReader.Element<M> read, BiConsumer<WireWriter, M> write) {}

  public MessageTable(Collection<Entry<?>> entries) {
    for (Entry<?> entry : entries) {
      if (byType.put(entry.type, entry) != null || byClass.put(entry.kind, entry) != null) {
        throw new IllegalArgumentException("two entries for message type " + entry.type);
      }
      names.put(entry.kind, name(entry.kind));
    }
  }

  /** A table of both lists' entries. */
  public static MessageTable of(List<Entry<?>> common, List<Entry<?>> own) {
    List<Entry<?>> all = new ArrayList<>(common);
    all.addAll(own);
    return new MessageTable(all);
  }

  /** The kind's name as operators see it: {@code get-block}, {@code transaction}. */
  private static String name(Class<?> kind) {
    return kind.getSimpleName()
        .replaceFirst("Text$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  /** The name of a message's kind. */
  public String kind(Message message) {
    return names.get(message.getClass());
  }

  /** The names of all kinds. */
  public Set<String> kinds() {
    return new TreeSet<>(names.values());
  }

  /** Whether this channel carries messages of that record. */
  public boolean carries(Message message) {
    return byClass.containsKey(message.getClass());
  }

  /**
   * Decodes one message; bytes after it are ignored, as the reference does.
   *
   * @throws UnservableMessage if it is empty or nil, for which the reference closes the connection
   * @throws DecodeException if it is unknown or malformed, which the reference ignores
   */
  public Message decode(Bytes data) throws DecodeException, UnservableMessage {
    if (data.isEmpty()) {
      throw new UnservableMessage("empty message");
    }
    WireReader in = new WireReader(data, MAX_MESSAGE);
    int type = in.u8();
    if (type == 0) {
      throw new UnservableMessage("nil message");
    }
    Entry<?> entry = byType.get(type);
    if (entry == null) {
      throw DecodeException.format("Unexpected type byte %X".formatted(type), 0);
    }
    Message message = entry.read.read(in);
    in.checkLimit();
    return message;
  }

  /** Encodes a message: type byte, then its fields. */
  public Bytes encode(Message message) {
    Entry<?> entry = byClass.get(message.getClass());
    if (entry == null) {
      throw new IllegalArgumentException(
          "this channel carries no " + message.getClass().getSimpleName());
    }
    return encode(entry, message);
  }

  private static <M extends Message> Bytes encode(Entry<M> entry, Message message) {
    WireWriter out = new WireWriter().u8(entry.type);
    entry.write.accept(out, entry.kind.cast(message));
    return out.toBytes();
  }

  /** A message that ends the connection: empty, or the nil of its interface (spec/04 §5). */
  public static final class UnservableMessage extends Exception {
    private static final long serialVersionUID = 1L;

    UnservableMessage(String text) {
      super(text, null, false, false);
    }
  }
}
