package io.bystack.core.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import io.bystack.core.model.EntryType;
import io.bystack.core.model.IssuanceTerms;
import io.bystack.core.model.Program;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code *-entries.json} and {@code *-assets.json} of the encoding vectors. */
public final class EntriesCheck implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.matches("(classic|vapor)-(entries|assets)\\.json");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    boolean assets = file.name().endsWith("assets.json");
    int index = 0;
    for (JsonNode row : file.json()) {
      String label = VectorCheck.label(row, index++);
      if (assets) {
        report.expect(label, "asset", List.of(definitionHash(row), assetId(row)), asset(row));
      } else {
        Optional<Hash> id = entryId(row);
        if (id.isPresent()) {
          report.expect(label, "id", Rows.hash(row, "id"), id.get());
        } else {
          report.fail(label, "unknown type of entry " + row.path("type"));
        }
      }
    }
  }

  private static Hash definitionHash(JsonNode row) {
    return Rows.hash(row, "definition_hash");
  }

  private static Hash assetId(JsonNode row) {
    return Rows.hash(row, "asset_id");
  }

  private static List<Hash> asset(JsonNode row) {
    Bytes definition = Rows.bytes(row, "definition");
    Program program = new Program(Rows.u64(row, "vm_version"), Rows.bytes(row, "issuance_program"));
    return List.of(Sha3.sha3(definition), new IssuanceTerms(program, definition).assetId().value());
  }

  private static Optional<Hash> entryId(JsonNode row) {
    ByteWriter body = new ByteWriter();
    return switch (row.path("type").asText()) {
      case "mux1" -> {
        body.uv(row.path("sources").size());
        for (JsonNode source : row.path("sources")) {
          if (!source.isNull()) {
            body.h32(Rows.hash(source, "ref")).h32(Rows.hash(source, "asset_id"));
            body.le64(Rows.u64(source, "amount")).le64(Rows.u64(source, "position"));
          }
        }
        body.le64(Rows.u64(row, "vm_version")).str(Rows.bytes(row, "program"));
        yield Optional.of(EntryType.MUX.id(body));
      }
      case "coinbase1" -> {
        body.str(Rows.bytes(row, "arbitrary"));
        yield Optional.of(EntryType.COINBASE.id(body));
      }
      case "txheader" -> {
        body.le64(Rows.u64(row, "version")).le64(Rows.u64(row, "time_range"));
        List<Hash> results = Rows.hashes(row, "result_ids");
        body.uv(results.size());
        results.forEach(body::h32);
        yield Optional.of(EntryType.TX_HEADER.id(body));
      }
      default -> Optional.empty();
    };
  }
}
