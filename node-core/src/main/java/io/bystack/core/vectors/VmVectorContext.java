package io.bystack.core.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.vm.ExecutionContext;
import io.bystack.core.vm.VmError;
import io.bystack.core.vm.VmException;
import java.util.Optional;
import java.util.OptionalLong;

/** An execution context as a row of {@code contexts.json} gives it. Numbers are unsigned. */
record VmVectorContext(JsonNode row) implements ExecutionContext {
  long vmVersion() {
    return row.path("vm_version").asLong();
  }

  @Override
  public boolean forbidsExpansion() {
    return row.path("tx_version").asLong() == 1;
  }

  @Override
  public Optional<Hash> assetId() {
    return hash("asset_id");
  }

  @Override
  public OptionalLong amount() {
    return number("amount");
  }

  @Override
  public OptionalLong inputIndex() {
    return number("dest_pos");
  }

  @Override
  public Bytes entryId() {
    return Bytes.fromHex(row.path("entry_id").asText());
  }

  @Override
  public Optional<Hash> spentOutputId() {
    return hash("spent_output_id");
  }

  @Override
  public Optional<Hash> sigHash() {
    return hash("tx_sighash");
  }

  @Override
  public OptionalLong blockHeight() {
    return number("block_height");
  }

  private Optional<Hash> hash(String field) {
    return row.path(field).isTextual()
        ? Optional.of(Hash.fromHex(row.get(field).asText()))
        : Optional.empty();
  }

  private OptionalLong number(String field) {
    return row.path(field).isNumber()
        ? OptionalLong.of(row.get(field).bigIntegerValue().longValue())
        : OptionalLong.empty();
  }

  @Override
  public boolean hasOutput(OutputQuery query) throws VmException {
    JsonNode outputs = row.path("mux_outputs");
    if (!outputs.isArray()) {
      throw VmError.CONTEXT.exception();
    }
    if (query.index() >= outputs.size()) {
      throw VmError.BAD_VALUE.exception();
    }
    JsonNode output = outputs.get((int) query.index());
    String type = output.path("type").asText();
    if (type.equals("other")) {
      throw VmError.CONTEXT.exception();
    }
    boolean anyProgram = type.equals("retirement") && query.anyRetirement();
    return query.amount() == output.path("amount").bigIntegerValue().longValue()
        && query.assetId().equals(Bytes.fromHex(output.path("asset").asText()))
        && query.vmVersion() == output.path("vm_version").asLong()
        && (anyProgram || query.program().equals(Bytes.fromHex(output.path("code").asText())));
  }
}
