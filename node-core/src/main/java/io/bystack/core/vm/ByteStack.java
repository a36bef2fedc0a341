package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;
import java.util.Arrays;
import java.util.List;

/** A stack of byte strings. Depths count from 1, the top. */
final class ByteStack {
  private static final int OVERHEAD = 8;

  private Bytes[] items = new Bytes[8];
  private int size;

  /** What a byte string on a stack is worth in gas. */
  static long worth(Bytes item) {
    return OVERHEAD + (long) item.length();
  }

  int size() {
    return size;
  }

  void push(Bytes item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
    }
    items[size++] = item;
  }

  /** Removes the top, which must exist. */
  Bytes pop() {
    Bytes item = items[--size];
    items[size] = null;
    return item;
  }

  Bytes top() {
    return items[size - 1];
  }

  void setTop(Bytes item) {
    items[size - 1] = item;
  }

  Bytes at(int depth) {
    return items[size - depth];
  }

  void requireDepth(long depth) throws VmException {
    if (size < depth) {
      throw VmError.DATA_STACK_UNDERFLOW.exception();
    }
  }

  /** Moves the item at a depth to the top. */
  void raise(int depth) {
    int from = size - depth;
    Bytes item = items[from];
    System.arraycopy(items, from + 1, items, from, depth - 1);
    items[size - 1] = item;
  }

  /** Moves the top {@code count} items, in order, onto an empty stack. */
  void moveTop(int count, ByteStack target) {
    if (count > target.items.length) {
      target.items = new Bytes[count];
    }
    System.arraycopy(items, size - count, target.items, 0, count);
    target.size = count;
    Arrays.fill(items, size - count, size, null);
    size -= count;
  }

  /** What all items are worth. */
  long worth() {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += worth(items[i]);
    }
    return sum;
  }

  /** Bottom first. */
  List<Bytes> toList() {
    return List.of(Arrays.copyOf(items, size));
  }
}
