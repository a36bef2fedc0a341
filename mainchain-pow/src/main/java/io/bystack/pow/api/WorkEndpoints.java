package io.bystack.pow.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.core.api.ApiException;
import io.bystack.core.api.Endpoint;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.model.Block;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.ClassicHeader;
import io.bystack.pow.mining.WorkBoard;
import io.bystack.pow.mining.WorkForms;
import io.bystack.pow.mining.WorkRejected;
import java.util.List;
import java.util.Optional;

/** The work interface for miners and pools, and the switch of mining (spec/06 §7.10). */
public record WorkEndpoints(WorkBoard board, MiningSwitch mining) {
  /** Turns the built-in miner on and off. */
  public interface MiningSwitch {
    boolean isMining();

    /** Starts or stops mining; refuses to start if no reward address is known. */
    void set(boolean on) throws ApiException;
  }

  record HeaderText(@JsonProperty("block_header") String header) {}

  record HeaderJson(@JsonProperty("block_header") JsonNode header) {}

  record RawBlock(@JsonProperty("raw_block") String raw) {}

  record IsMining(@JsonProperty("is_mining") boolean on) {}

  /** The endpoints. */
  public List<Endpoint<?, ?>> endpoints() {
    return List.of(
        Endpoint.of(
            "/get-work",
            ObjectNode.class,
            "A header to find a nonce for, as hex.",
            () -> WorkForms.toText(board.work())),
        Endpoint.of(
            "/get-work-json",
            ObjectNode.class,
            "A header to find a nonce for, as JSON.",
            () -> WorkForms.toJson(board.work())),
        Endpoint.of(
            "/submit-work", HeaderText.class, Boolean.class, "Submits a nonce.", this::submit),
        Endpoint.of(
            "/submit-work-json",
            HeaderJson.class,
            Boolean.class,
            "Submits a nonce in a header as JSON.",
            this::submitJson),
        Endpoint.of(
            "/submit-block",
            RawBlock.class,
            Boolean.class,
            "Submits a whole block.",
            this::submitBlock),
        Endpoint.of(
            "/is-mining",
            IsMining.class,
            "Whether the built-in miner is on.",
            () -> new IsMining(mining.isMining())),
        Endpoint.of(
            "/set-mining",
            IsMining.class,
            String.class,
            "Turns the built-in miner on or off.",
            r -> {
              mining.set(r.on());
              return "";
            }));
  }

  private Boolean submit(HeaderText request) throws ApiException {
    if (request.header() == null) {
      return submit(Optional.empty());
    }
    try {
      return submit(Optional.of(WorkForms.parseText(request.header())));
    } catch (DecodeException e) {
      throw ApiException.badRequest(e.getMessage());
    }
  }

  private Boolean submitJson(HeaderJson request) throws ApiException {
    if (request.header() == null) {
      throw ApiException.badRequest("block_header is missing, an object is expected");
    }
    try {
      return submit(Optional.of(WorkForms.headerFromJson(request.header())));
    } catch (DecodeException e) {
      throw ApiException.badRequest(e.getMessage());
    }
  }

  private Boolean submit(Optional<ClassicHeader> header) throws ApiException {
    try {
      board.submit(header);
      return true;
    } catch (WorkRejected e) {
      throw ApiException.of(e.getMessage());
    }
  }

  private Boolean submitBlock(RawBlock request) throws ApiException {
    if (request.raw() == null) {
      throw ApiException.badRequest("raw_block is missing, hex text is expected");
    }
    Block block;
    try {
      block = ClassicFormat.INSTANCE.parseBlock(request.raw());
    } catch (DecodeException e) {
      throw ApiException.badRequest(e.getMessage());
    }
    try {
      board.submitBlock(block);
      return true;
    } catch (WorkRejected e) {
      throw ApiException.of(e.getMessage());
    }
  }
}
