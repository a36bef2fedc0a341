package io.bystack.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.bytes.HexText;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.store.SyncMode;
import io.bystack.core.vectors.VectorFile;
import io.bystack.pow.consensus.PowFunction;
import io.bystack.pow.consensus.PowNetwork;
import io.bystack.pow.consensus.PowProtocol;
import io.bystack.pow.tensority.FreeCores;
import io.bystack.pow.tensority.KernelChoice;
import io.bystack.pow.tensority.Tensority;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Imports recorded blocks: with their real proof of work, and with its results given. */
final class RecordedChainBench {
  private static final int WORKERS = 2;
  private static final int WARM_BLOCKS = 8_000;
  // Not before the latest of the recorded blocks.
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000L));

  private final List<Bytes> blocks = new ArrayList<>();
  private final Map<Hash, Hash> proofs = new HashMap<>();
  private final String name;

  /**
   * Reads a file of recorded blocks.
   *
   * @param name without {@code .jsonl.gz}, as {@code chain_long}
   */
  RecordedChainBench(Path folder, String name) throws IOException, DecodeException {
    this.name = name;
    VectorFile file = new VectorFile(folder.resolve(name + ".jsonl")).sibling(name + ".jsonl");
    try (MappingIterator<JsonNode> rows = file.rows()) {
      while (rows.hasNext()) {
        JsonNode row = rows.next();
        blocks.add(HexText.decode(row.get("raw").asText()));
        proofs.put(
            Hash.fromHex(row.get("hash").asText()), Hash.fromHex(row.get("pow_hash").asText()));
      }
    }
  }

  /**
   * Imports with everything verified.
   *
   * @param limit at most so many blocks
   */
  List<Figure> withProofs(int limit) throws Exception {
    List<Bytes> some = blocks.subList(0, Math.min(limit, blocks.size()));
    try (ExecutorService background =
        Executors.newFixedThreadPool(WORKERS, Thread.ofPlatform().daemon().factory())) {
      Tensority tensority =
          new Tensority(
              KernelChoice.choose(System::nanoTime),
              Tensority.DEFAULT_SEEDS,
              new FreeCores(background, WORKERS));
      Measurement all = importOnce(PowFunction.of(tensority, background), some);
      String what = name + ", " + some.size() + " blocks, proof of work verified";
      return List.of(
          Figure.atLeast(30, what, all.perSecond(some.size()), "blocks/s"),
          Figure.of(what + ", processor time", all.cpuMillisEach(some.size()), "ms/block"));
    }
  }

  /** The blocks' bytes from height 1 on. */
  List<Bytes> blocks() {
    return List.copyOf(blocks);
  }

  /** The protocol of the recorded network, its proofs of work known. */
  ChainProtocol protocol() {
    PowFunction recorded = (header, seed) -> proofs.get(header);
    return PowProtocol.of(PowNetwork.of("solonet").parameters(), recorded);
  }

  /**
   * Imports several times with the recorded results instead of Tensority, a short chain more often;
   * the first time, in which Java compiles, does not count.
   */
  List<Figure> withResults(int atLeast) throws Exception {
    PowFunction recorded = (header, seed) -> proofs.get(header);
    int rounds = Math.max(atLeast, WARM_BLOCKS / blocks.size());
    importOnce(recorded, blocks);
    Measurement best = importOnce(recorded, blocks);
    for (int round = 2; round < rounds; round++) {
      Measurement next = importOnce(recorded, blocks);
      best = next.elapsedNanos() < best.elapsedNanos() ? next : best;
    }
    String what =
        name + ", " + blocks.size() + " blocks, proofs known, best of " + Math.max(1, rounds - 1);
    return List.of(
        Figure.atLeast(8_000, what, best.perSecond(blocks.size()), "blocks/s"),
        Figure.of(what + ", processor time", best.cpuMicrosEach(blocks.size()), "µs/block"));
  }

  private static Measurement importOnce(PowFunction function, List<Bytes> blocks) throws Exception {
    ChainProtocol protocol = PowProtocol.of(PowNetwork.of("solonet").parameters(), function);
    try (ScratchChain chain = ScratchChain.open(protocol, CLOCK, SyncMode.ON_REQUEST)) {
      return Measurement.of(() -> chain.takeAll(blocks.stream()));
    }
  }
}
