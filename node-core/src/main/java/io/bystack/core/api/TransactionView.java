package io.bystack.core.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.AssetId;
import java.util.List;

/**
 * The forms in which a transaction is shown (spec/06 §6, §7.7, §7.9). Keys in the order written.
 */
public final class TransactionView {
  private TransactionView() {}

  /** An input without the names a wallet would add. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({
    "type",
    "asset_id",
    "asset_definition",
    "amount",
    "issuance_program",
    "control_program",
    "address",
    "spent_output_id",
    "arbitrary",
    "input_id",
    "witness_arguments",
    "sign_data"
  })
  public record Input(
      @JsonProperty("type") String type,
      @JsonProperty("asset_id") Hash asset,
      @JsonProperty("asset_definition") JsonNode definition,
      @JsonProperty("amount") U64 amount,
      @JsonProperty("issuance_program") Bytes issuanceProgram,
      @JsonProperty("control_program") Bytes controlProgram,
      @JsonProperty("address") String address,
      @JsonProperty("spent_output_id") Hash spentOutput,
      @JsonProperty("arbitrary") Bytes arbitrary,
      @JsonProperty("input_id") Hash id,
      @JsonProperty("witness_arguments") @JsonInclude(JsonInclude.Include.ALWAYS)
          List<Bytes> arguments,
      @JsonProperty("sign_data") Hash signData) {}

  /** An output without the names a wallet would add. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({
    "type",
    "id",
    "position",
    "asset_id",
    "asset_definition",
    "amount",
    "control_program",
    "address",
    "vote"
  })
  public record Output(
      @JsonProperty("type") String type,
      @JsonProperty("id") Hash id,
      @JsonProperty("position") int position,
      @JsonProperty("asset_id") AssetId asset,
      @JsonProperty("asset_definition") JsonNode definition,
      @JsonProperty("amount") U64 amount,
      @JsonProperty("control_program") Bytes controlProgram,
      @JsonProperty("address") String address,
      @JsonProperty("vote") Bytes vote) {}

  /** A transaction of a block or of the pool. */
  @JsonPropertyOrder({
    "id",
    "version",
    "size",
    "time_range",
    "inputs",
    "outputs",
    "status_fail",
    "mux_id"
  })
  public record Placed(
      @JsonProperty("id") Hash id,
      @JsonProperty("version") U64 version,
      @JsonProperty("size") int size,
      @JsonProperty("time_range") U64 timeRange,
      @JsonProperty("inputs") List<Input> inputs,
      @JsonProperty("outputs") List<Output> outputs,
      @JsonProperty("status_fail") boolean statusFail,
      @JsonProperty("mux_id") Hash muxId) {}

  /** A transaction given as bytes. */
  @JsonPropertyOrder({"tx_id", "version", "size", "time_range", "inputs", "outputs", "fee"})
  public record Decoded(
      @JsonProperty("tx_id") Hash id,
      @JsonProperty("version") U64 version,
      @JsonProperty("size") int size,
      @JsonProperty("time_range") U64 timeRange,
      @JsonProperty("inputs") List<Input> inputs,
      @JsonProperty("outputs") List<Output> outputs,
      @JsonProperty("fee") U64 fee) {}
}
