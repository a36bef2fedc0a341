package io.bystack.core.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.MerkleProof;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The block queries both chains answer alike (spec/06 §7.9). */
public record BlockEndpoints(ChainAccess chain, Unknown unknown) {
  /** How a chain words that it does not know a block. */
  public interface Unknown {
    String height(U64 height);

    String hash(Hash hash);
  }

  /**
   * Names a block: a hash of 32 bytes wins, else the height counts; a hash of another length is
   * ignored.
   */
  public record Selector(
      @JsonProperty("block_height") U64 height, @JsonProperty("block_hash") Bytes hash) {
    boolean hasHash() {
      return hash != null && hash.length() == Hash.SIZE;
    }
  }

  record BlockCount(@JsonProperty("block_count") U64 count) {}

  record BlockHash(@JsonProperty("block_hash") Hash hash) {}

  @JsonPropertyOrder({"block_header", "reward"})
  record HeaderText(
      @JsonProperty("block_header") Bytes header, @JsonProperty("reward") U64 reward) {}

  record StatusFlag(
      @JsonProperty("status_fail") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
          boolean statusFail) {}

  @JsonPropertyOrder({"version", "verify_status"})
  record StatusList(
      @JsonProperty("version") int version,
      @JsonProperty("verify_status") List<StatusFlag> flags) {}

  @JsonPropertyOrder({"raw_block", "transaction_status"})
  record RawBlock(
      @JsonProperty("raw_block") Bytes raw,
      @JsonProperty("transaction_status") StatusList status) {}

  record ProofRequest(
      @JsonProperty("tx_ids") List<Bytes> ids, @JsonProperty("block_hash") Bytes block) {}

  @JsonPropertyOrder({"block_header", "tx_hashes", "status_hashes", "flags", "matched_tx_ids"})
  record Proof(
      @JsonProperty("block_header") Bytes header,
      @JsonProperty("tx_hashes") List<Hash> txHashes,
      @JsonProperty("status_hashes") List<Hash> statusHashes,
      @JsonProperty("flags") List<Integer> flags,
      @JsonProperty("matched_tx_ids") List<Hash> matched) {}

  /** The endpoints. */
  public List<Endpoint<?, ?>> endpoints() {
    return List.of(
        Endpoint.of(
            "/get-block-count",
            BlockCount.class,
            "Height of the best block.",
            () -> new BlockCount(U64.of(chain.best().height()))),
        Endpoint.of(
            "/get-block-hash",
            BlockHash.class,
            "Hash of the best block.",
            () -> new BlockHash(chain.best().hash())),
        Endpoint.of(
            "/get-block-header",
            Selector.class,
            HeaderText.class,
            "A block's header as hex, and what its coinbase pays.",
            this::headerText),
        Endpoint.of(
            "/get-raw-block",
            Selector.class,
            RawBlock.class,
            "A block as hex, with the status of its transactions.",
            this::rawBlock),
        Endpoint.of(
            "/get-merkle-proof",
            ProofRequest.class,
            Proof.class,
            "Proves that transactions are in a block.",
            this::proof));
  }

  /** The block a selector names. */
  public Block block(Selector selector) throws ApiException {
    BlockHeader header = header(selector);
    return chain.block(header.hash()).orElseThrow(() -> notFound(selector));
  }

  /** The header of the block a selector names. */
  public BlockHeader header(Selector selector) throws ApiException {
    Optional<BlockHeader> header =
        selector.hasHash()
            ? chain.header(Hash.of(selector.hash()))
            : chain.headerAt(selector.height() == null ? 0 : selector.height().bits());
    return header.orElseThrow(() -> notFound(selector));
  }

  /** The status flags of a block. */
  public TxStatus status(Block block) throws ApiException {
    return chain
        .status(block.hash())
        .orElseThrow(() -> ApiException.of("no transaction status of block " + block.hash()));
  }

  /** A block's size as the reference shows it: the digits of its hex text (spec/06 §7.9). */
  public static int shownSize(Block block) {
    return 2 * block.raw().length();
  }

  private ApiException notFound(Selector selector) {
    return ApiException.of(
        selector.hasHash()
            ? unknown.hash(Hash.of(selector.hash()))
            : unknown.height(selector.height() == null ? U64.ZERO : selector.height()));
  }

  private HeaderText headerText(Selector selector) throws ApiException {
    Block block = block(selector);
    long reward =
        block.transactions().stream()
            .findFirst()
            .flatMap(t -> t.outputs().stream().findFirst())
            .map(o -> o.value().amount())
            .orElse(0L);
    return new HeaderText(block.header().raw(), U64.of(reward));
  }

  private RawBlock rawBlock(Selector selector) throws ApiException {
    Block block = block(selector);
    List<StatusFlag> flags = status(block).failed().stream().map(StatusFlag::new).toList();
    return new RawBlock(block.raw(), new StatusList(1, flags));
  }

  private Proof proof(ProofRequest request) throws ApiException {
    Block block = block(new Selector(U64.ZERO, request.block()));
    Set<Hash> wanted =
        request.ids() == null
            ? Set.of()
            : request.ids().stream().map(BlockEndpoints::padded).collect(Collectors.toSet());
    List<Hash> ids = block.transactions().stream().map(Transaction::id).toList();
    List<Hash> matched = ids.stream().filter(wanted::contains).toList();
    MerkleProof proof = MerkleProof.ofTransactions(ids, matched);
    return new Proof(
        block.header().raw(),
        proof.hashes(),
        proof.statusHashes(status(block)),
        IntStream.range(0, proof.flags().length()).mapToObj(proof.flags()::unsigned).toList(),
        matched.isEmpty() ? null : matched);
  }

  /** Short ids are filled up with zero bytes, long ones cut, null is empty (spec/01 §10.4). */
  private static Hash padded(Bytes id) {
    return id == null ? Hash.ZERO : Hash.of(Arrays.copyOf(id.toArray(), Hash.SIZE));
  }
}
