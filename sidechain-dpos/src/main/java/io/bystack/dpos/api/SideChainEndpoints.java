package io.bystack.dpos.api;

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
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Block;
import io.bystack.dpos.Election;
import io.bystack.dpos.VaporHeader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The side chain's block and vote queries (spec/06 §7.9). */
public record SideChainEndpoints(
    BlockEndpoints blocks, TransactionRenderer renderer, ConsensusQueries consensus) {
  private static final int WITNESS_LENGTH = 10;

  /** What the endpoints ask of the consensus state; from any thread. */
  public interface ConsensusQueries {
    /** Who made a block, as extended public key; empty for genesis. */
    Bytes producer(Hash block);

    /** The votes after a block, most votes first. */
    List<VoteView> votes(Hash block) throws ApiException;
  }

  /** A candidate's votes in neu. */
  @JsonPropertyOrder({"vote", "vote_number"})
  public record VoteView(
      @JsonProperty("vote") String vote, @JsonProperty("vote_number") U64 votes) {

    /**
     * Most votes first, of equal ones in the order in which they are elected. The reference has no
     * order there, but places decide who gets a standby reward: every node must name the same.
     */
    public static List<VoteView> ranked(Map<Bytes, Long> votes) {
      return Election.ranking(votes, 0).stream()
          .map(node -> new VoteView(node.xpub().toHex(), U64.of(node.votes())))
          .toList();
    }
  }

  /** The side chain's error codes. */
  public static ErrorCodes errorCodes() {
    return ErrorCodes.load(SideChainEndpoints.class, "error-codes.tsv");
  }

  @JsonPropertyOrder({
    "hash",
    "size",
    "version",
    "height",
    "previous_block_hash",
    "timestamp",
    "witness",
    "blocker",
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
      @JsonProperty("witness") List<Bytes> witness,
      @JsonProperty("blocker") Bytes blocker,
      @JsonProperty("transaction_merkle_root") Hash transactionRoot,
      @JsonProperty("transaction_status_hash") Hash statusRoot,
      @JsonProperty("transactions") List<TransactionView.Placed> transactions) {}

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
            "/get-vote-result",
            Selector.class,
            List.class,
            "The votes of all candidates after a block.",
            s -> consensus.votes(blocks.header(s).hash())));
  }

  private BlockView block(Selector selector) throws ApiException {
    Block block = blocks.block(selector);
    VaporHeader header = (VaporHeader) block.header();
    return new BlockView(
        block.hash(),
        BlockEndpoints.shownSize(block),
        U64.of(header.version()),
        U64.of(header.height()),
        header.previous(),
        U64.of(header.timestamp()),
        witness(header),
        consensus.producer(block.hash()),
        header.transactionRoot(),
        header.statusRoot(),
        renderer.placed(block, blocks.status(block)));
  }

  /** Ten entries on every block but genesis, whatever the block's own list has. */
  private static List<Bytes> witness(VaporHeader header) {
    List<Bytes> entries = new ArrayList<>(header.witness());
    if (header.height() > 0 && entries.size() < WITNESS_LENGTH) {
      entries.addAll(Collections.nCopies(WITNESS_LENGTH - entries.size(), Bytes.EMPTY));
    }
    return entries;
  }
}
