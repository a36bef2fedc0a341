package io.bystack.dpos.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.bystack.core.api.ApiException;
import io.bystack.core.api.Endpoint;
import io.bystack.core.api.U64;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.dpos.ConsensusNode;
import io.bystack.dpos.ConsensusNodes;
import io.bystack.dpos.ConsensusView;
import io.bystack.dpos.HeaderWitness;
import java.util.ArrayList;
import java.util.List;

/** Beyond the reference's calls: how final the chain's last blocks are, and who has signed them. */
public record FinalityEndpoints(ConsensusView view, BlockTree tree) {
  private static final int DEFAULT_BLOCKS = 10;
  private static final int MAX_BLOCKS = 1_000;

  record Request(@JsonProperty("last") U64 last) {}

  /** {@code signers} and {@code missing} are extended public keys in the round's order. */
  @JsonPropertyOrder({
    "height",
    "hash",
    "producer",
    "signed",
    "quorum",
    "irreversible",
    "signers",
    "missing"
  })
  record SignedBlock(
      @JsonProperty("height") U64 height,
      @JsonProperty("hash") Hash hash,
      @JsonProperty("producer") Bytes producer,
      @JsonProperty("signed") int signed,
      @JsonProperty("quorum") int quorum,
      @JsonProperty("irreversible") boolean irreversible,
      @JsonProperty("signers") List<Bytes> signers,
      @JsonProperty("missing") List<Bytes> missing) {}

  @JsonPropertyOrder({"irreversible_height", "irreversible_hash", "best_height", "lag", "blocks"})
  record State(
      @JsonProperty("irreversible_height") U64 height,
      @JsonProperty("irreversible_hash") Hash hash,
      @JsonProperty("best_height") U64 bestHeight,
      @JsonProperty("lag") U64 lag,
      @JsonProperty("blocks") List<SignedBlock> blocks) {}

  /** The endpoints. */
  public List<Endpoint<?, ?>> endpoints() {
    return List.of(
        Endpoint.of(
            "/bystack/finality",
            Request.class,
            State.class,
            "The irreversible block, and who has signed which of the last blocks.",
            this::state));
  }

  private State state(Request request) throws ApiException {
    long wanted = request.last() == null ? 0 : request.last().bits();
    if (wanted < 0 || wanted > MAX_BLOCKS) {
      throw ApiException.badRequest(
          "last is " + request.last() + ", at most " + MAX_BLOCKS + " expected");
    }
    BlockRef best = tree.best();
    BlockRef last = view.finalBlock();
    long number = Math.min(best.height(), wanted == 0 ? DEFAULT_BLOCKS : wanted);
    List<SignedBlock> blocks = new ArrayList<>();
    BlockRef at = best;
    for (long i = 0; i < number; i++) {
      BlockRef parent = tree.parent(at).orElseThrow();
      blocks.add(signed(at, parent, last));
      at = parent;
    }
    return new State(
        U64.of(last.height()),
        last.hash(),
        U64.of(best.height()),
        U64.of(Math.max(0, best.height() - last.height())),
        blocks);
  }

  private SignedBlock signed(BlockRef block, BlockRef parent, BlockRef last) throws ApiException {
    try {
      ConsensusNodes nodes = view.nodesAfter(parent);
      HeaderWitness witness = new HeaderWitness(view.witness(block));
      List<Bytes> signers = new ArrayList<>();
      List<Bytes> missing = new ArrayList<>();
      for (int order = 0; order < nodes.size(); order++) {
        ConsensusNode node = nodes.get(order);
        (witness.has(order) ? signers : missing).add(node.xpub());
      }
      return new SignedBlock(
          U64.of(block.height()),
          block.hash(),
          view.producer(parent, block.timestamp()).xpub(),
          signers.size(),
          nodes.quorum(),
          block.height() <= last.height(),
          signers,
          missing);
    } catch (RuleViolation e) {
      throw ApiException.of(e.getMessage());
    }
  }
}
