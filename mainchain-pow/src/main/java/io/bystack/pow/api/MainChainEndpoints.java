package io.bystack.pow.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.bystack.core.api.ApiException;
import io.bystack.core.api.BlockEndpoints;
import io.bystack.core.api.BlockEndpoints.Selector;
import io.bystack.core.api.Endpoint;
import io.bystack.core.api.ErrorCodes;
import io.bystack.core.api.TransactionRenderer;
import io.bystack.core.api.TransactionView;
import io.bystack.core.api.U64;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.pow.ClassicHeader;
import io.bystack.pow.consensus.CompactTarget;
import java.math.BigInteger;
import java.util.List;

/** The main chain's block queries (spec/06 §7.9). */
public record MainChainEndpoints(BlockEndpoints blocks, TransactionRenderer renderer) {
  /** The main chain's error codes. */
  public static ErrorCodes errorCodes() {
    return ErrorCodes.load(MainChainEndpoints.class, "error-codes.tsv");
  }

  @JsonPropertyOrder({
    "hash",
    "size",
    "version",
    "height",
    "previous_block_hash",
    "timestamp",
    "nonce",
    "bits",
    "difficulty",
    "transaction_merkle_root",
    "transaction_status_hash",
    "transactions"
  })
  record BlockView(
      @JsonProperty("hash") Hash hash,
      @JsonProperty("size") int size,
      @JsonProperty("version") U64 version,
      @JsonProperty("height") U64 height,
      @JsonProperty("previous_block_hash") Hash previous,
      @JsonProperty("timestamp") U64 timestamp,
      @JsonProperty("nonce") U64 nonce,
      @JsonProperty("bits") U64 bits,
      @JsonProperty("difficulty") String difficulty,
      @JsonProperty("transaction_merkle_root") Hash transactionRoot,
      @JsonProperty("transaction_status_hash") Hash statusRoot,
      @JsonProperty("transactions") List<TransactionView.Placed> transactions) {}

  @JsonPropertyOrder({"hash", "height", "bits", "difficulty"})
  record DifficultyView(
      @JsonProperty("hash") Hash hash,
      @JsonProperty("height") U64 height,
      @JsonProperty("bits") U64 bits,
      @JsonProperty("difficulty") String difficulty) {}

  @JsonPropertyOrder({"hash", "height", "hash_rate"})
  record HashRate(
      @JsonProperty("hash") Hash hash,
      @JsonProperty("height") U64 height,
      @JsonProperty("hash_rate") U64 rate) {}

  /** The endpoints. */
  public List<Endpoint<?, ?>> endpoints() {
    return List.of(
        Endpoint.of(
            "/get-block",
            Selector.class,
            BlockView.class,
            "A block with all it holds.",
            this::block),
        Endpoint.of(
            "/get-difficulty",
            Selector.class,
            DifficultyView.class,
            "How many hashes a block takes on average.",
            this::difficulty),
        Endpoint.of(
            "/get-hash-rate",
            Selector.class,
            HashRate.class,
            "Hashes per second the network made for a block.",
            this::hashRate));
  }

  private BlockView block(Selector selector) throws ApiException {
    Block block = blocks.block(selector);
    ClassicHeader header = (ClassicHeader) block.header();
    return new BlockView(
        block.hash(),
        BlockEndpoints.shownSize(block),
        U64.of(header.version()),
        U64.of(header.height()),
        header.previous(),
        U64.of(header.timestamp()),
        U64.of(header.nonce()),
        U64.of(header.bits()),
        CompactTarget.work(header.bits()).toString(),
        header.transactionRoot(),
        header.statusRoot(),
        renderer.placed(block, blocks.status(block)));
  }

  private DifficultyView difficulty(Selector selector) throws ApiException {
    // Neither a hash nor a height means block 0 here, and only here.
    ClassicHeader header = (ClassicHeader) blocks.header(selector);
    return new DifficultyView(
        header.hash(),
        U64.of(header.height()),
        U64.of(header.bits()),
        CompactTarget.work(header.bits()).toString());
  }

  private HashRate hashRate(Selector selector) throws ApiException {
    if (selector.hash() != null
        && !selector.hash().isEmpty()
        && selector.hash().length() != Hash.SIZE) {
      throw ApiException.of("Block hash format error.");
    }
    ClassicHeader header = chosen(selector);
    BlockHeader parent = blocks.chain().header(header.previous()).orElse(header);
    long seconds = Math.max(1, header.timestamp() - parent.timestamp());
    BigInteger rate = CompactTarget.work(header.bits()).divide(BigInteger.valueOf(seconds));
    return new HashRate(header.hash(), U64.of(header.height()), U64.of(rate.longValue()));
  }

  /** As elsewhere, but neither a hash nor a height means the best block. */
  private ClassicHeader chosen(Selector selector) throws ApiException {
    boolean noHeight = selector.height() == null || selector.height().bits() == 0;
    boolean noHash = selector.hash() == null || selector.hash().length() != Hash.SIZE;
    return (ClassicHeader) (noHeight && noHash ? blocks.chain().best() : blocks.header(selector));
  }
}
