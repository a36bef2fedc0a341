package io.bystack.cli.bench;

import java.util.List;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;

/** What a thread of ours may be at, told by its innermost frame that says so. */
enum Work {
  SIGNATURES("signature verification", "crypto.CorrettoVerifier", "crypto.PortableVerifier"),
  HASHES("ids and other hashes", "hash.", "model.IdComputation", "model.MerkleTree"),
  BYTES("decoding, encoding, copying of bytes", "bytes.", "model."),
  RULES("rules, programs, gas", "vm.", "validation.", "consensus.", "pow.", "dpos."),
  VERDICTS("remembered verdicts", "chain.VerdictCache"),
  OUTPUTS("set of unspent outputs in memory", "chain.Utxo", "chain.Undo"),
  STORE_READS("store: reading", "store.RocksReader"),
  STORE_BATCHES("store: putting batches together", "store.Batch", "store.Codecs"),
  STORE_WRITES("store: log and memory tables", "store.Store"),
  POOL("pool", "chain.Pool", "chain.Mempool", "chain.WaitingOrphans"),
  TEMPLATE("choice of transactions for blocks", "chain.BlockAssembler"),
  ENGINE("chain engine", "chain."),
  BENCHMARK("the benchmark itself", "bench."),
  OTHER("Java, other");

  private static final String CORE = "io.bystack.core.";
  private static final String ROOT = "io.bystack.";

  private final String title;

  // Unchanging, though its type does not say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> places;

  Work(String title, String... places) {
    this.title = title;
    this.places = List.of(places);
  }

  String title() {
    return title;
  }

  static Work of(RecordedStackTrace stack) {
    if (stack == null) {
      return OTHER;
    }
    for (RecordedFrame frame : stack.getFrames()) {
      Work work = of(frame.getMethod().getType().getName());
      if (work != OTHER) {
        return work;
      }
    }
    return OTHER;
  }

  private static Work of(String className) {
    if (!className.startsWith(ROOT)) {
      return OTHER;
    }
    String name =
        className.startsWith(CORE)
            ? className.substring(CORE.length())
            : className.substring(className.startsWith("io.bystack.cli.") ? 15 : ROOT.length());
    for (Work work : values()) {
      for (String place : work.places) {
        if (name.startsWith(place)) {
          return work;
        }
      }
    }
    return OTHER;
  }
}
