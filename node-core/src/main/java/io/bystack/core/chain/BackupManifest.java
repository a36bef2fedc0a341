package io.bystack.core.chain;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What a backup is, kept beside its files.
 *
 * @param format of this record
 * @param chain {@code main}, {@code side} or another chain's name
 * @param network as the store's record names it
 * @param genesis hash of the chain's first block
 * @param madeAt ISO 8601
 * @param utxoDigest as {@link UtxoDigest} defines it
 * @param files all files of the store
 */
@JsonPropertyOrder({
  "format",
  "chain",
  "network",
  "genesis",
  "height",
  "block_hash",
  "made_at",
  "utxo_count",
  "utxo_digest",
  "files"
})
public record BackupManifest(
    @JsonProperty("format") int format,
    @JsonProperty("chain") String chain,
    @JsonProperty("network") String network,
    @JsonProperty("genesis") String genesis,
    @JsonProperty("height") long height,
    @JsonProperty("block_hash") String blockHash,
    @JsonProperty("made_at") String madeAt,
    @JsonProperty("utxo_count") long utxoCount,
    @JsonProperty("utxo_digest") String utxoDigest,
    @JsonProperty("files") List<StoredFile> files) {
  /** The format written here. */
  static final int FORMAT = 1;

  static final String NAME = "manifest.json";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /**
   * One file.
   *
   * @param path below the backup's folder, with slashes
   * @param sha256 in hex
   */
  @JsonPropertyOrder({"path", "bytes", "sha256"})
  public record StoredFile(
      @JsonProperty("path") String path,
      @JsonProperty("bytes") long bytes,
      @JsonProperty("sha256") String sha256) {}

  public BackupManifest {
    files = List.copyOf(files);
  }

  /** Bytes of all files together. */
  public long bytes() {
    return files.stream().mapToLong(StoredFile::bytes).sum();
  }

  /** Writes it and forces it to the disk. */
  void write(Path backup) throws IOException {
    Files.write(
        backup.resolve(NAME),
        MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this),
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
  }

  /**
   * Reads a backup's manifest.
   *
   * @throws StoreException if there is none, or it is not readable as one
   */
  public static BackupManifest read(Path backup) throws StoreException {
    Path file = backup.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new StoreException(Reason.UNKNOWN, backup + " is no backup: it has no file " + NAME);
    }
    try {
      BackupManifest manifest = MAPPER.readValue(Files.readAllBytes(file), BackupManifest.class);
      if (manifest.format > FORMAT) {
        throw new StoreException(
            Reason.NEWER,
            file + " has format " + manifest.format + ", this program knows up to " + FORMAT);
      }
      return manifest;
    } catch (JsonProcessingException e) {
      throw new StoreException(
          Reason.DAMAGED, file + " is not readable: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new StoreException(Reason.ACCESS, "cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
