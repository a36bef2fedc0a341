package io.bystack.cli.node;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.bystack.config.NodeConfig.Places;
import io.bystack.core.api.ApiException;
import io.bystack.core.api.Endpoint;
import io.bystack.core.api.U64;
import io.bystack.core.chain.ChainBackup;
import io.bystack.core.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Backs a chain up while it runs. One at a time; where to is the node's to say, not the caller's.
 */
final class BackupEndpoint {
  private final HostedChain chain;
  private final Places places;
  private final InstantSource clock;
  private final ReentrantLock running = new ReentrantLock();

  /** {@code data_folder}, if given, must be this node's: callers may have found it by a file. */
  record Request(@JsonProperty("data_folder") String dataFolder) {}

  @JsonPropertyOrder({"folder", "height", "block_hash", "utxo_count", "utxo_digest", "bytes"})
  record Answer(
      @JsonProperty("folder") String folder,
      @JsonProperty("height") U64 height,
      @JsonProperty("block_hash") String blockHash,
      @JsonProperty("utxo_count") long utxoCount,
      @JsonProperty("utxo_digest") String utxoDigest,
      @JsonProperty("bytes") long bytes) {}

  BackupEndpoint(HostedChain chain, Places places, InstantSource clock) {
    this.chain = chain;
    this.places = places;
    this.clock = clock;
  }

  List<Endpoint<?, ?>> endpoints() {
    return List.of(
        Endpoint.of(
            "/bystack/create-backup",
            Request.class,
            Answer.class,
            "Copies the chain's database into the node's backup folder while it runs.",
            this::create));
  }

  private Answer create(Request request) throws ApiException {
    String own = places.data().toAbsolutePath().normalize().toString();
    if (request.dataFolder() != null && !request.dataFolder().equals(own)) {
      throw ApiException.of("this node's data is in " + own + ", not in " + request.dataFolder());
    }
    if (!running.tryLock()) {
      throw ApiException.of("a backup of this chain is being made already");
    }
    try {
      ChainBackup.Made made =
          new ChainBackup(chain.host().engine().protocol())
              .create(
                  chain.host().store(),
                  places.backups().resolve(chain.name()),
                  keptWith(places.data(), chain.name()),
                  clock.instant());
      return new Answer(
          made.folder().toAbsolutePath().normalize().toString(),
          U64.of(made.manifest().height()),
          made.manifest().blockHash(),
          made.manifest().utxoCount(),
          made.manifest().utxoDigest(),
          made.manifest().bytes());
    } catch (StoreException e) {
      throw ApiException.of(e.getMessage());
    } finally {
      running.unlock();
    }
  }

  /** A side chain's federation decides its genesis: without it the copy could not be opened. */
  private static Map<String, Path> keptWith(Path data, String chain) {
    String path = chain + "-keys/federation.json";
    Path federation = data.resolve(path);
    return Files.exists(federation) ? Map.of(path, federation) : Map.of();
  }
}
