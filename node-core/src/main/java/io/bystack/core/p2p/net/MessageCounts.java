package io.bystack.core.p2p.net;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * How many messages of each kind and how many bytes of them. The kinds are fixed at the start, so
 * that nobody makes it grow. Thread-safe.
 */
final class MessageCounts {
  private final Map<String, Counter> byKind;

  private record Counter(LongAdder number, LongAdder bytes) {}

  /** Counts of these kinds, and no others. */
  MessageCounts(PeerProtocol protocol) {
    this.byKind =
        protocol.messageKinds().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    k -> k, _ -> new Counter(new LongAdder(), new LongAdder())));
  }

  void add(String kind, long size) {
    Counter counter = byKind.get(kind);
    if (counter != null) {
      counter.number.increment();
      counter.bytes.add(size);
    }
  }

  long number(String kind) {
    return byKind.get(kind).number.sum();
  }

  long bytes(String kind) {
    return byKind.get(kind).bytes.sum();
  }

  /** Those kinds that occurred, by name. */
  Map<String, Traffic.Messages> occurred() {
    Map<String, Traffic.Messages> counts = new TreeMap<>();
    byKind.forEach((kind, c) -> {
      if (c.number.sum() > 0) {
        counts.put(kind, new Traffic.Messages(c.number.sum(), c.bytes.sum()));
      }
    });
    return counts;
  }
}
