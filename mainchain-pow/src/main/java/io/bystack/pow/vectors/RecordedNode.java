package io.bystack.pow.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.ChainTables;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.Surroundings;
import io.bystack.core.chain.UtxoDigest;
import io.bystack.core.consensus.ValidatedTransactions;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.model.Block;
import io.bystack.core.store.FailPoints;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreOptions;
import io.bystack.core.store.SyncMode;
import io.bystack.core.vectors.VectorFile;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.ClassicTransactionValidator;
import io.bystack.pow.consensus.PowNetwork;
import io.bystack.pow.consensus.PowProtocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A solonet engine on a temporary store that is fed from recorded rows. */
final class RecordedNode implements AutoCloseable {
  // Within what the recorded blocks allow: not before the latest of them.
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
  private static final StoreOptions STORE =
      new StoreOptions(32L << 20, 16L << 20, SyncMode.ON_REQUEST, FailPoints.NONE);

  private final RecordedPow pow = new RecordedPow();
  private final EngineOptions options;
  private final Path folder;
  private final PowProtocol protocol;
  private Store store;
  private ChainEngine engine;

  RecordedNode(EngineOptions options) throws IOException, StoreException {
    this.options = options;
    this.folder = Files.createTempDirectory("bystack-vectors");
    ClassicTransactionValidator validator =
        new ClassicTransactionValidator(
            ClassicTransactionValidator.Parameters.bytom(), Ed25519.verifier()::verify);
    this.protocol =
        new PowProtocol(
            PowNetwork.of("solonet").parameters(),
            new ValidatedTransactions(validator, height -> height < 142_500 ? 0 : 1),
            pow);
    open();
  }

  private void open() throws StoreException {
    store = Store.open(folder, "main", "solonet", ChainTables.of(protocol), STORE);
    engine =
        ChainEngine.open(protocol, store, options, Surroundings.direct(InstantSource.fixed(NOW)));
  }

  void restart() throws StoreException {
    store.close();
    open();
  }

  ChainEngine engine() {
    return engine;
  }

  UtxoDigest utxoDigest() {
    return UtxoDigest.of(store);
  }

  static Block decode(JsonNode row) throws DecodeException {
    return ClassicFormat.INSTANCE.parseBlock(row.get("raw").asText());
  }

  BlockOutcome process(JsonNode row) throws DecodeException {
    Block block = decode(row);
    pow.learn(block.hash(), row);
    return engine.process(block, "vectors");
  }

  /** Processes the first blocks of a chain file. */
  void processPrefix(VectorFile file, long height) throws IOException, DecodeException {
    try (MappingIterator<JsonNode> rows = file.rows()) {
      while (rows.hasNext()) {
        JsonNode row = rows.next();
        if (row.path("height").asLong() > height) {
          break;
        }
        process(row);
      }
    }
    if (engine.best().height() != height) {
      throw new IOException(
          file.path() + " ends at " + engine.best().height() + " instead of " + height);
    }
  }

  @Override
  public void close() throws IOException {
    store.close();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.delete(file);
      }
    }
  }
}
