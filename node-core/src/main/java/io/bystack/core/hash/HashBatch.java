package io.bystack.core.hash;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Hash;
import java.util.Arrays;

/**
 * Independent messages that are hashed with SHA3-256 together, several in one pass where the
 * machine has vectors. Messages are written one after the other into one reused buffer; nothing is
 * allocated per message. Not thread-safe.
 */
public final class HashBatch {
  private static final int KEPT_BYTES = 1 << 20;
  private static final int IDLE = -1;
  private static final int DIGEST_WORDS = Hash.SIZE / Long.BYTES;

  private final long[] states = new long[LaneChoice.MANY.words()];
  private final int[] message = new int[LaneChoice.MANY.count()];
  private final int[] position = new int[LaneChoice.MANY.count()];
  private final boolean[] wrapped = new boolean[LaneChoice.MANY.count()];
  private ByteWriter messages = new ByteWriter(512);
  private int[] ends = new int[8];
  private HashPrefix[] prefixes = new HashPrefix[8];
  private long[] digests = new long[8 * DIGEST_WORDS];
  private int count;

  /** Where to write the next message; {@link #end} closes it. */
  public ByteWriter message() {
    return messages;
  }

  /** Closes the message written since the last call; returns its index in the batch. */
  public int end() {
    return end(null);
  }

  /**
   * As {@link #end()}, of a message whose hash is hashed again: the result is H(prefix ‖
   * H(message)).
   */
  public int end(HashPrefix prefix) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
      prefixes = Arrays.copyOf(prefixes, 2 * count);
    }
    prefixes[count] = prefix;
    ends[count] = messages.size();
    return count++;
  }

  public int size() {
    return count;
  }

  /** Hashes every message. */
  public void run() {
    if (digests.length < count * DIGEST_WORDS) {
      digests = new long[ends.length * DIGEST_WORDS];
    }
    HashLanes lanes = LaneChoice.forStates(count);
    if (count <= lanes.count() && longest() < Keccak.RATE) {
      runAtOnce(lanes);
    } else {
      runInTurn(lanes);
    }
  }

  private int longest() {
    int longest = 0;
    for (int i = 0; i < count; i++) {
      longest = Math.max(longest, ends[i] - start(i));
    }
    return longest;
  }

  private int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  /** Messages of one block each, not more than lanes: one or two permutations are all. */
  private void runAtOnce(HashLanes lanes) {
    int stride = lanes.count();
    boolean again = false;
    for (int i = 0; i < count; i++) {
      int from = start(i);
      Keccak.setOnly(states, stride, i, messages.buffer(), from, ends[i] - from);
    }
    lanes.permute(states);
    for (int i = 0; i < count; i++) {
      if (prefixes[i] == null) {
        squeeze(stride, i, i);
      } else {
        prefixes[i].wrap(states, stride, i);
        again = true;
      }
    }
    if (again) {
      lanes.permute(states);
      for (int i = 0; i < count; i++) {
        if (prefixes[i] != null) {
          squeeze(stride, i, i);
        }
      }
    }
  }

  /** Each lane absorbs its message block by block and takes the next message when it is done. */
  private void runInTurn(HashLanes lanes) {
    int stride = lanes.count();
    Arrays.fill(states, 0);
    Arrays.fill(message, IDLE);
    int next = 0;
    int unfinished = count;
    while (unfinished > 0) {
      for (int lane = 0; lane < stride; lane++) {
        if (message[lane] == IDLE && next < count) {
          message[lane] = next;
          position[lane] = start(next++);
        }
        if (message[lane] != IDLE && !wrapped[lane]) {
          absorb(stride, lane);
        }
      }
      lanes.permute(states);
      for (int lane = 0; lane < stride; lane++) {
        if (message[lane] != IDLE && position[lane] > ends[message[lane]] && isDone(stride, lane)) {
          unfinished--;
        }
      }
    }
  }

  /** Absorbs a lane's next block; its position is behind the end once the padding is absorbed. */
  private void absorb(int stride, int lane) {
    int left = ends[message[lane]] - position[lane];
    byte[] buffer = messages.buffer();
    if (left >= Keccak.RATE) {
      Keccak.absorb(states, stride, lane, buffer, position[lane]);
      position[lane] += Keccak.RATE;
    } else {
      Keccak.absorbLast(states, stride, lane, buffer, position[lane], left);
      position[lane] += left + 1;
    }
  }

  /** Ends a lane's message; false if its hash is to be hashed again. */
  private boolean isDone(int stride, int lane) {
    HashPrefix prefix = prefixes[message[lane]];
    if (prefix != null && !wrapped[lane]) {
      prefix.wrap(states, stride, lane);
      wrapped[lane] = true;
      return false;
    }
    squeeze(stride, lane, message[lane]);
    for (int at = lane; at < Keccak.WORDS * stride; at += stride) {
      states[at] = 0;
    }
    message[lane] = IDLE;
    wrapped[lane] = false;
    return true;
  }

  private void squeeze(int stride, int lane, int index) {
    for (int i = 0; i < DIGEST_WORDS; i++) {
      digests[index * DIGEST_WORDS + i] = states[i * stride + lane];
    }
  }

  /** The hash of a message after {@link #run}. */
  public Hash result(int index) {
    int at = index * DIGEST_WORDS;
    return Keccak.digest(digests[at], digests[at + 1], digests[at + 2], digests[at + 3]);
  }

  /** Forgets all messages; keeps the buffers unless they have grown large. */
  public void clear() {
    count = 0;
    messages.clear();
    if (messages.buffer().length > KEPT_BYTES) {
      messages = new ByteWriter(512);
      ends = new int[8];
      prefixes = new HashPrefix[8];
      digests = new long[8 * DIGEST_WORDS];
    }
  }
}
